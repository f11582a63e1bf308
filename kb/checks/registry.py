"""Every check, in the order of its code. A new one is imported and listed here; a test compares the list with the folder."""

from __future__ import annotations

from kb.checks import (
    alias_repeats_title,
    bad_vocabulary,
    circular_summary,
    dangling_target,
    duplicate_id,
    duplicate_key,
    duplicate_summary,
    duplicate_title,
    field_order,
    invalid_id,
    invalid_value,
    invalid_yaml,
    missing_field,
    missing_section,
    placeholder_text,
    shared_alias,
    similar_title,
    stray_whitespace,
    summary_form,
    title_alias_clash,
    unknown_area,
    unknown_field,
    unsafe_file,
    unsafe_markup,
    unsourced,
    unsupported_status,
    unused_suppression,
    wrong_type,
)
from kb.checks.check import Check

CHECKS: tuple[Check, ...] = (
    duplicate_summary,
    summary_form,
    circular_summary,
    unsourced,
    unsupported_status,
    invalid_yaml,
    duplicate_key,
    unknown_field,
    missing_field,
    wrong_type,
    invalid_value,
    stray_whitespace,
    field_order,
    duplicate_id,
    unknown_area,
    invalid_id,
    duplicate_title,
    title_alias_clash,
    shared_alias,
    alias_repeats_title,
    similar_title,
    missing_section,
    placeholder_text,
    dangling_target,
    unsafe_markup,
    unsafe_file,
    unused_suppression,
    bad_vocabulary,
)

LAST: tuple[Check, ...] = (unused_suppression,)
"""Those that look at what the others found and hid."""

BY_CODE = {check.CODE: check for check in CHECKS}
