"""What the trail can say, in the past tense, and the sentence each event reads as."""

from __future__ import annotations

from incidents.domain.lifecycle import MACHINES

# Events that are not steps of a machine; steps say their own `done`.
OTHER: dict[str, str] = {
    "reported": "A report came in",
    "noted": "Wrote a note",
    "noted_privately": "Wrote a private note",
    "note_shared": "Shared a note that was private",
    "task_added": "Added something to do",
    "task_done": "Finished something to do",
    "person_added": "Added a person to the case",
    "let_in": "Let someone into the case",
    "shut_out": "Took someone off the case",
    "until_changed": "Changed until when someone sees this",
    "restricted": "Kept the case to those let in",
    "opened_up": "Let every manager see the case again",
    "kept_out": "Kept someone out of the case",
    "terms_agreed": "Promised to keep what they read to themselves",
    "revealed": "Looked at hidden details",
    "took_on": "Said that they had no part in what the case is about",
    "records_joined": "Two records of one person were joined",
    "people_joined": "Joined two records of one person",
    "conflict_declared": "Someone stepped back because of a conflict of interest",
    "viewed": "Looked at the case",
    "trail_viewed": "Looked at the trail",
    "searched": "Searched the cases",
    "refused": "Was refused",
    "exported": "Took a copy out",
    "form_filled": "Filled in a form for another body",
    "charity_installed": "Set up the charity",
    "policy_installed": "Installed a version of the policy",
    "person_made": "Added a person to the charity",
    "role_given": "Gave a role",
    "role_ended": "Ended a role",
    "policy_read_asked": "Asked people to read the policy",
    "policy_read": "Said that they had read the policy",
    "policy_read_recorded": "Recorded that someone had read the policy on paper",
    "page_added": "Added one of the charity's pages",
    "page_changed": "Changed what is known of one of the charity's pages",
    "page_closed": "Closed one of the charity's pages",
    "page_checked": "Looked over one of the charity's pages",
    "checks_settled": "Settled how often the charity's pages are looked over",
    "poster_approved": "Approved someone to post",
    "poster_ended": "Ended someone's approval to post",
    "poster_access_removed": "Noted that someone's access to a page was taken away",
    "picture_added": "Added a picture with its consent",
    "picture_withdrawn": "Noted that consent to a picture was withdrawn",
    "interest_declared": "Said whether they have an interest",
    "voted": "Voted",
    "board_rules_set": "Wrote down how the board decides",
    "clock_started": "Started a deadline",
    "clock_paused": "Stopped a deadline while waiting for an answer",
    "clock_resumed": "Went on with a deadline",
    "clock_extended": "Gave a deadline more time",
    "clock_length_set": "Changed how long a deadline is",
    "clock_ended": "Ended a deadline",
    "aware_corrected": "Corrected when we knew",
    "holiday_added": "Added a bank holiday of the charity's own",
    "holiday_removed": "Took away a bank holiday of the charity's own",
    "evidence_added": "Added evidence",
    "evidence_not_taken": "Wrote down where something is, without copying it",
    "evidence_taken_back": "Took evidence back",
    "evidence_scanned": "Scanned evidence for viruses",
    "evidence_seen": "Looked at evidence",
    "evidence_taken_out": "Took a copy of evidence out",
    "evidence_checked": "Checked the evidence files",
    "evidence_scanned_again": "Scanned all evidence for viruses again",
    "keys_rewrapped": "Sealed the keys of all cases for a new master key",
    "breaches_viewed": "Looked at the register of data breaches",
    "charity_details_changed": "Changed what is known of the charity itself",
    "letter_wording_changed": "Changed the words in a kind of letter",
    "reminders_changed": "Changed what they want to be reminded of",
    "calendar_made": "Made an address for their private calendar",
    "mails_tried_again": "Tried again to send mails that were not taken",
    "calendar_ended": "Switched their private calendar off",
    "incident_checked": "Answered who must know",
    "authority_given": "Wrote down whom the board lets report to a body",
    "authority_ended": "Ended somebody's standing authority to report",
    "year_signed": "Signed off a year's decisions not to tell",
    "signed_in": "Signed in with the second step",
    "second_step_set": "Set up their second step",
    "second_step_reset": "Took someone's second step away",
    "sign_ins_ended": "Ended sign-ins of others",
    "recovery_codes_made": "Made new recovery codes",
    "password_changed": "Changed their password",
    "sign_in_ended": "Ended sign-ins of their own",
    "person_left": "Ended all that someone held who has left",
    "erased": "Erased what an entry said",
}


def sentence(action: str) -> str:
    """What people read for `action`: "machine.step" of a lifecycle, or a key of `OTHER`."""
    machine, dot, step = action.partition(".")
    if not dot:
        return OTHER[action]
    found = MACHINES[machine]
    for transition in (*found.transitions, *found.everywhere):
        if transition.action == step:
            return transition.done
    raise KeyError(action)
