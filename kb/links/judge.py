"""What the last answer for a web address means for a reader who follows the link.

Dead is only what says so itself. Many sites answer robots with 403, 429 or 999, or with a page that asks them to log in or to
prove that they are people; all of that is `cannot be verified`.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import quote

from kb.links.address import Address, RefusedError
from kb.links.answer import Answer, Verdict
from kb.links.ask import PERMANENT
from kb.links.request import Kind, Reply, TroubleError

_FRAGMENT = "/%:@!$&'*+,;=~-._?"
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signon|logon|sso|saml2?|cas|oauth2?|authorize|authenticate|idp|openid|shibboleth)"
    r"(?:[/?.]|$)|[?&](?:return_?(?:to|url)|redirect_(?:uri|url))=",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"(?:accounts?|login|signin|sso|auth|idp|id|consent)\.")


def judge(asked: Address, reply: Reply) -> Answer:
    """Judge the answer that was given for `asked`, at the end of its redirects."""
    if _is_wall(reply):
        return Answer(Verdict.UNVERIFIED, "is behind a page that asks whether one is a robot")
    if reply.status in (404, 410):
        return Answer(Verdict.DEAD, f"answers {told(reply.status)}{_behind(reply)}")
    if not reply.fine:
        return Answer(Verdict.UNVERIFIED, f"answers {told(reply.status)}{_behind(reply)}")
    if not reply.hops:
        return Answer(Verdict.FINE)
    if _is_login(reply.address) and not _is_login(asked):
        return Answer(Verdict.UNVERIFIED, f"leads to a page for logging in, {reply.address}")
    if not all(hop.status in PERMANENT for hop in reply.hops):
        return Answer(Verdict.FINE)
    fragment = next((hop.fragment for hop in reversed(reply.hops) if hop.fragment), "")
    return Answer(
        Verdict.FINE,
        moved=str(reply.address),
        moved_fragment=quote(fragment, safe=_FRAGMENT),
        doubt=_doubt(asked, reply.address),
    )


def unanswered(problem: TroubleError | RefusedError, tries: int) -> Answer:
    """Judge what happened instead of an answer."""
    if isinstance(problem, RefusedError):
        if problem.malformed:
            return Answer(Verdict.DEAD, f"is not an address: {problem.reason}")
        return Answer(Verdict.UNVERIFIED, f"is not asked: {problem.reason}")
    if problem.kind in (Kind.NO_NAME, Kind.NO_SERVER):
        return Answer(Verdict.GONE, f"{problem.reason} ({tries} tries)" if tries > 1 else problem.reason)
    if problem.kind in (Kind.UNTRUSTED, Kind.LOST):
        return Answer(Verdict.UNVERIFIED, problem.reason)
    return Answer(Verdict.UNREACHED, f"could not be reached: it {problem.reason}")


def told(status: int) -> str:
    """A status with its name: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _behind(reply: Reply) -> str:
    """At the end of redirects, where."""
    return f" after {len(reply.hops)} redirect{'s' * (len(reply.hops) > 1)}, at {reply.address}" if reply.hops else ""


def _is_wall(reply: Reply) -> bool:
    """Cloudflare and AWS mark their challenges in headers, whatever the status."""
    headers = reply.headers
    return headers.get("cf-mitigated", "").lower() == "challenge" or headers.get("x-amzn-waf-action", "") in (
        "challenge",
        "captcha",
    )


def _is_login(address: Address) -> bool:
    return bool(_LOGIN_PATH.search(address.target) or _LOGIN_HOST.match(address.host))


def _doubt(old: Address, new: Address) -> str | None:
    if new.target == "/" and old.target != "/":
        return "it leads to the front page now: look for the page itself"
    if old.scheme == "https" and new.scheme == "http":
        return "the new address is not encrypted"
    return None
