"""Every check, in the order of its code. A new one is imported and listed here; a test compares the list with the folder."""

from __future__ import annotations

from kb.checks import (
    alias_repeats_title,
    dangling_target,
    duplicate_id,
    duplicate_key,
    duplicate_title,
    field_order,
    invalid_id,
    invalid_value,
    invalid_yaml,
    missing_field,
    shared_alias,
    similar_title,
    stray_whitespace,
    title_alias_clash,
    unknown_area,
    unknown_field,
    wrong_type,
)
from kb.checks.check import Check

CHECKS: tuple[Check, ...] = (
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
    dangling_target,
)

LAST: tuple[Check, ...] = ()
"""Those that look at what the others found and hid."""

BY_CODE = {check.CODE: check for check in CHECKS}
