"""Who gets what from every address of the staff site. Written by hand: a new address without a row fails, and so does a
gate that was loosened or tightened.

0: sent away to sign in or to show the second factor · 2: let in (a page, a redirect, or a look at what was typed) ·
3: refused, the file is known · 4: as if it never was. A row that says GET is asked with POST too: a form that is sent
meets the same gate as the page it stands on.
Columns are the roles in order of `COLUMNS`. "own": a member of the desk that opened the case and sent the referral (an
association, so it stays on the case). "receiving": a member of the desk that accepted a referral. Everybody else gets 4
from every address about a person, save the supervisor of the own agency.
"""

COLUMNS = (
    "inspector police liaison camp social ctu_duty ctu_ident case_manager shelter_manager shelter_staff "
    "lawyer prosecutor return supervisor focal_point dpo statistician administrator"
).split()

# What anybody signed in may ask for. Role decides, no person is named.
BY_ROLE = """
workday:home                GET  2222222222 22222222
workday:mark_seen           POST 2222222222 22222222
workday:directory           GET  2222222222 22222222
workday:interpreters        GET  2222222222 22222222
workday:called_off          GET  4444444444 44444444
workday:add_interpreter     GET  3333333333 33333332
workday:change_interpreter  GET  3333333333 33333332
workday:end_interpreter     POST 3333333333 33333332
workday:report              GET  2222222222 22222222
workday:breaches            GET  3333333333 33333233
workday:unusual             GET  3333333333 33333233
workday:settle_unusual      GET  3333333333 33333233
workday:breach              GET  3333333333 33333233
workday:widen_breach        POST 3333333333 33333233
workday:ask_desks           POST 3333333333 33333233
workday:contain_breach      POST 3333333333 33333233
workday:tell_unit           POST 3333333333 33333233
workday:close_breach        POST 3333333333 33333233
workday:trail               GET  3333333333 33333233
workday:close_desk          GET  3333333333 33333332
workday:inbox               GET  2222222222 22222222
workday:mark_kind_seen      POST 2222222222 22222222
workday:wishes              GET  2222222222 22222222
workday:leaving             GET  3333333333 33333332
workday:send_again          POST 3333333333 33333332
workday:drop                POST 3333333333 33333332
workday:add_destination     POST 3333333333 33333332
workday:end_destination     POST 3333333333 33333332
workday:house               GET  3333333333 33333233
workday:searches            GET  3333333333 33333233
workday:refusals            GET  3333333333 33333233
workday:states              GET  3333333333 33333233
workday:print_state         POST 3333333333 33333233
workday:state               GET  3333333333 33333233
workday:confirm_state       POST 3333333333 33333233
workday:room                GET  3333333333 33322333
workday:room_take_out       POST 3333333333 33322333
workday:paper               GET  2222222223 22223333
workday:blank               GET  2222222223 22223333
cases:list                  GET  2222222222 22223333
cases:new                   GET  2222222223 22223333
cases:situations            GET  2222222223 22223333
referrals:list              GET  2222222222 22223333
workday:several             GET  2222222223 22223333
helpline:list               GET  3332233233 33323333
helpline:codes              GET  3332233233 33323333
questionnaires:list         GET  2222222222 22222333
questionnaires:bring        GET  3333333333 33322333
questionnaires:version      GET  2222222222 22222333
questionnaires:empty        POST 2222222222 22222333
questionnaires:begin        POST 2222222222 22222333
questionnaires:publish      POST 3333333333 33342333
questionnaires:retire       POST 3333333333 33342333
questionnaires:devices      GET  3333333333 33323332
notices:list                GET  3333322333 33333333
notices:new                 GET  2222222223 22223333
referrals:unanswered        GET  3333333333 33322333
privacy:search              GET  2222222223 22223333
privacy:which_emergency     GET  2222222222 22223333
privacy:emergencies         GET  3333333333 33333233
privacy:review_emergency    GET  3333333333 33333233
privacy:agreements          GET  2222222222 22222222
privacy:record_agreement    GET  3333333333 33333233
privacy:end_agreement       POST 3333333333 33333233
orders:list                 GET  3333333333 33333233
orders:decide               GET  3333333333 33333233
orders:refuse               POST 3333333333 33333233
orders:release              POST 3333333333 33333233
orders:answer               GET  4444444444 44444444
orders:take_answer          POST 4444444444 44444444
privacy:kept                GET  3333333333 33333233
privacy:kept_file           GET  3333333333 33333233
privacy:keep_longer         POST 3333333333 33333233
privacy:hold                POST 3333333333 33333233
privacy:end_hold            POST 3333333333 33333233
privacy:announce_erasure    POST 3333333333 33333233
privacy:call_off_erasure    POST 3333333333 33333233
privacy:erase_file          POST 3333333333 33333233
exchange:home               GET  3333333233 33323333
exchange:bring              POST 3333333233 33323333
exchange:file               GET  3333333433 33343333
exchange:choose             POST 3333333433 33343333
exchange:mend               POST 3333333433 33343333
exchange:faults             GET  3333333433 33343333
exchange:make_live          POST 3333333433 33343333
exchange:cancel             POST 3333333433 33343333
exchange:take_out           POST 3333333233 33323333
accounts:settings           GET  2222222222 22222222
accounts:set_preferences    POST 2222222222 22222222
accounts:declare_relation   POST 2222222222 22222222
accounts:staff              GET  3333333333 33333332
accounts:add_staff          GET  3333333333 33333332
accounts:member             GET  3333333333 33333332
accounts:invite             POST 3333333333 33333332
accounts:join_desk          POST 3333333333 33333332
accounts:agencies           GET  3333333333 33333332
accounts:add_agency         GET  3333333333 33333332
accounts:change_agency      GET  3333333333 33333332
accounts:add_desk           GET  3333333333 33333332
accounts:change_desk        GET  3333333333 33333332
accounts:holidays           GET  3333333333 33333332
accounts:change_holiday     GET  3333333333 33333332
accounts:cancel_holiday     POST 3333333333 33333332
accounts:end_staff          POST 3333333333 33333332
accounts:leave_desk         POST 3333333333 33333332
accounts:ask_to_end_relation POST 2222222222 22222222
accounts:end_session        POST 2222222222 22222222
accounts:end_other_sessions POST 2222222222 22222222
accounts:set_until          POST 3333333333 33333332
accounts:open_lock_out      POST 3333333333 33333332
accounts:team               GET  3333333333 33323233
accounts:end_relation       POST 3333333333 33343433
accounts:keep_relation      POST 3333333333 33343433
accounts:language           POST 2222222222 22222222
accounts:locked             GET  2222222222 22222222
accounts:lock_now           POST 2222222222 22222222
accounts:lock_state         GET  2222222222 22222222
accounts:unlocked           GET  2222222222 22222222
accounts:kept               GET  2222222222 22222222
accounts:throw_away_kept    POST 2222222222 22222222
mfa_index                   GET  2222222222 22222222
ui:gallery                  GET  2222222222 22222222
"""

# Who answers at a desk of the own agency, and when.
ROSTERS = """
workday:service             GET  3333333333 33323332
questionnaires:shut_out     POST 3333333333 33323332
accounts:ask_for_code       POST 3333333333 33323332
accounts:roster             GET  3333333333 33323332
accounts:put_on_duty        POST 3333333333 33323332
accounts:take_off_duty      POST 3333333333 33323332
"""

# One desk in the control room: whoever coordinates the mechanism sees any, supervisors those of the own agency.
COORDINATION = """
workday:room_desk           GET  3333333333 33322333
workday:room_nudge          POST 3333333333 33322333
workday:room_agree          POST 3333333333 33322333
"""

# What came in through the codes of the own desk. Role decides first: whoever does not hear concerns is refused, others who do
# get 4.
CONCERNS = """
helpline:concern            GET  3332233233 33323333
helpline:take               POST 3332233233 33323333
helpline:settle             POST 3332233233 33323333
helpline:renew_code         POST 3332233233 33323333
helpline:end_code           POST 3332233233 33323333
"""

# What was filled in at the own desk, and what a colleague there has begun: that is the colleague's alone. Role first, too.
FILLED = """
questionnaires:filled       GET  2222222222 22224333
questionnaires:instance     POST 2222222222 22223333
questionnaires:step         GET  4444444444 44444333
questionnaires:review       GET  4444444444 44444333
questionnaires:finish       POST 4444444444 44444333
questionnaires:throw_away   POST 4444444444 44444333
"""

# About the person of one case, for members of the desk that opened it.
OWN = """
privacy:compartments        GET  2222222222 22222444
privacy:open_compartment    POST 2222222222 22223444
privacy:end_compartment     POST 2222222222 22223444
orders:file                 GET  2222222222 22222444
orders:record               GET  2222222222 22223444
orders:one                  GET  2222222222 22222444
orders:check                GET  3333333333 33323444
orders:give_back            POST 3333333333 33323444
orders:tell                 POST 2222232222 22223444
orders:copy                 POST 2222232222 22223444
privacy:guardians           GET  2222232222 22223444
privacy:child_view          GET  2222232222 22223444
privacy:verify_guardian     GET  2222232222 22223444
privacy:doubt_guardian      GET  2222232222 22223444
privacy:end_guardian        POST 2222232222 22223444
workday:safety              GET  2222232222 22223444
workday:safety_step         POST 2222232222 22223444
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
workday:names               GET  2222232222 22223444
workday:end_name            POST 2222232222 22223444
workday:documents           GET  2222232222 22223444
workday:move_document       POST 2222232222 22223444
workday:end_document        POST 2222232222 22223444
workday:family              GET  2222232222 22223444
workday:end_tie             POST 2222232222 22223444
workday:parties             GET  2222232233 22323444
workday:end_party           POST 2222232233 22323444
workday:test_contact        GET  2222232222 22223444
cases:note                  POST 2222232233 22323444
cases:facts                 GET  2222222222 22223444
cases:situation             GET  2222222222 22224444
cases:add_to_situation      POST 2222222223 22224444
cases:take_out              POST 2222222223 22224444
cases:ask_for_all           POST 2222222223 22224444
cases:book_for_all          GET  2222222223 22224444
cases:status                GET  2222222222 22223444
cases:team                  GET  2222222222 22223444
cases:join_team             POST 2222222222 22223444
cases:leave_team            POST 2222222222 22223444
cases:hand_over             POST 2222222222 22223444
cases:take_over             POST 2222222222 22223444
cases:tasks                 GET  2222222222 22223444
cases:settle_task           POST 2222222222 22223444
cases:give_task             POST 2222222222 22223444
cases:needs                 GET  2222222222 22223444
cases:answer_need           POST 2222222222 22223444
cases:interpreters          GET  2222222222 22223444
cases:settle_booking        POST 2222222222 22223444
cases:keep_out              POST 2222222222 22223444
cases:risk                  GET  2222222222 22223444
cases:look_at_risk          POST 3333333333 33323444
workday:close_case          GET  2222232233 22323444
workday:approve_closing     POST 3333333333 33323444
workday:refuse_closing      POST 3333333333 33323444
workday:reopen_case         GET  2222222223 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  2222232222 22223444
privacy:reach               GET  2222232222 22223444
privacy:safe_contact        GET  2222232222 22223444
privacy:consents            GET  2222232222 22223444
privacy:ask_whom            GET  2222232222 22223444
privacy:ask                 GET  2222232222 22223444
privacy:ask_for_body        GET  2222232222 22223444
privacy:withdraw            GET  2222232222 22223444
privacy:withdraw_for_body   GET  2222232222 22223444
privacy:withdraw_several    GET  2222232222 22223444
privacy:withdraw_use        GET  2222232222 22223444
workday:ask_use             GET  2222232222 22223444
workday:ask_use_anew        GET  2222232222 22223444
privacy:blocks              GET  3323232223 22223444
privacy:end_block           POST 3323232223 22223444
privacy:rely_on             GET  2222232222 22223444
privacy:statement           GET  2222232222 22223444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:new               GET  2222222223 22223333
referrals:step_what         GET  2222222223 22223444
referrals:step_desk         GET  2222222223 22223444
referrals:step_why          GET  2222222223 22223444
referrals:step_check        GET  2222222223 22223444
referrals:send              POST 2222222223 22223444
referrals:discard           POST 2222222223 22223444
referrals:acknowledge       POST 3333333333 33333444
referrals:accept            POST 3333333333 33333444
referrals:decline           POST 3333333333 33333444
referrals:complete          POST 3333333333 33333444
referrals:hand_over         POST 3333333333 33333444
referrals:withdraw          POST 2222222223 22223444
referrals:ask               POST 3333333333 33333444
referrals:reply             POST 2222222223 22223444
referrals:hold              POST 2222222223 22223444
referrals:resume            POST 2222222223 22223444
referrals:feedback          POST 2222222223 22223444
referrals:again             POST 2222222223 22223444
outside:referral            GET  2222222223 22223444
outside:make_link           POST 2222222223 22223444
outside:revoke_link         POST 2222222223 22223444
outside:record_answer       POST 2222222223 22223444
outside:issue_letter        POST 2222222223 22223444
outside:letter              GET  2222222223 22223444
outside:take_letter         POST 2222222223 22223444
outside:revoke_letter       POST 2222222223 22223444
"""

# The same person for the key worker at a legal-aid desk that accepted a referral (full sight, not the sender).
RECEIVING = """
privacy:compartments        GET  2222222222 22222444
privacy:open_compartment    POST 2222222222 22223444
privacy:end_compartment     POST 2222222222 22223444
orders:file                 GET  2222222222 22222444
orders:record               GET  2222222222 22223444
orders:one                  GET  4444444444 44444444
orders:check                GET  3333333333 33343444
orders:give_back            POST 3333333333 33343444
orders:tell                 POST 4444434444 44443444
orders:copy                 POST 4444434444 44443444
privacy:guardians           GET  2222232222 22223444
privacy:child_view          GET  2222232222 22223444
privacy:verify_guardian     GET  2222232222 22223444
privacy:doubt_guardian      GET  2222232222 22223444
privacy:end_guardian        POST 2222232222 22223444
workday:safety              GET  2222232222 22223444
workday:safety_step         POST 2222232222 22223444
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
workday:names               GET  2222232222 22223444
workday:end_name            POST 2222232222 22223444
workday:documents           GET  2222232222 22223444
workday:move_document       POST 2222232222 22223444
workday:end_document        POST 2222232222 22223444
workday:family              GET  2222232222 22223444
workday:end_tie             POST 2222232222 22223444
workday:parties             GET  2222232233 22323444
workday:end_party           POST 2222232233 22323444
workday:test_contact        GET  2222232222 22223444
cases:note                  POST 2222232233 22323444
cases:facts                 GET  2222222222 22223444
cases:situation             GET  2222222222 22224444
cases:add_to_situation      POST 3333333333 33334444
cases:take_out              POST 3333333333 33334444
cases:ask_for_all           POST 3333333333 33334444
cases:book_for_all          GET  3333333333 33334444
cases:status                GET  2222222222 22223444
cases:team                  GET  2222222222 22223444
cases:join_team             POST 2222222222 22223444
cases:leave_team            POST 2222222222 22223444
cases:hand_over             POST 2222222222 22223444
cases:take_over             POST 2222222222 22223444
cases:tasks                 GET  2222222222 22223444
cases:settle_task           POST 4444444444 44443444
cases:give_task             POST 4444444444 44443444
cases:needs                 GET  2222222222 22223444
cases:answer_need           POST 2222222222 22223444
cases:interpreters          GET  2222222222 22223444
cases:settle_booking        POST 2222222222 22223444
cases:keep_out              POST 2222222222 22223444
cases:risk                  GET  2222222222 22223444
cases:look_at_risk          POST 3333333333 33323444
workday:close_case          GET  2222232233 22323444
workday:approve_closing     POST 3333333333 33323444
workday:refuse_closing      POST 3333333333 33323444
workday:reopen_case         GET  2222222223 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  2222232222 22223444
privacy:reach               GET  2222232222 22223444
privacy:safe_contact        GET  2222232222 22223444
privacy:consents            GET  2222232222 22223444
privacy:ask_whom            GET  2222232222 22223444
privacy:ask                 GET  2222232222 22223444
privacy:ask_for_body        GET  2222232222 22223444
privacy:withdraw            GET  2222232222 22223444
privacy:withdraw_for_body   GET  2222232222 22223444
privacy:withdraw_several    GET  2222232222 22223444
privacy:withdraw_use        GET  2222232222 22223444
workday:ask_use             GET  2222232222 22223444
workday:ask_use_anew        GET  2222232222 22223444
privacy:blocks              GET  3323232223 22223444
privacy:end_block           POST 3323232223 22223444
privacy:rely_on             GET  2222232222 22223444
privacy:statement           GET  2222232222 22223444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:acknowledge       POST 3323222222 22223444
referrals:accept            POST 3323222222 22223444
referrals:decline           POST 3323222222 22223444
referrals:complete          POST 3323222222 22223444
referrals:hand_over         POST 3323222222 22223444
referrals:withdraw          POST 3333333333 33333444
referrals:ask               POST 3323222222 22223444
referrals:reply             POST 3333333333 33333444
referrals:hold              POST 3323222222 22223444
referrals:resume            POST 3323222222 22223444
referrals:feedback          POST 3333333333 33333444
referrals:again             POST 3333333333 33333444
outside:referral            GET  3333333333 33333444
outside:make_link           POST 3333333333 33333444
outside:revoke_link         POST 3333333333 33333444
outside:record_answer       POST 3333333333 33333444
outside:issue_letter        POST 3333333333 33333444
outside:letter              GET  3333333333 33333444
outside:take_letter         POST 3333333333 33333444
outside:revoke_letter       POST 3333333333 33333444
referrals:new               GET  2222222223 22223333
referrals:step_what         GET  4444444444 44444444
referrals:step_desk         GET  4444444444 44444444
referrals:step_why          GET  4444444444 44444444
referrals:step_check        GET  4444444444 44444444
referrals:send              POST 4444444444 44444444
referrals:discard           POST 4444444444 44444444
"""

# And for the others at that desk, who see the minimum facts: a lawyer's clients are their own. Supervisors see all.
COLLEAGUES = """
privacy:compartments        GET  2222222222 22222444
privacy:open_compartment    POST 2222222222 22223444
privacy:end_compartment     POST 2222222222 22223444
orders:file                 GET  2222222222 22222444
orders:record               GET  2222222222 22223444
orders:one                  GET  4444444444 44444444
orders:check                GET  3333333333 33343444
orders:give_back            POST 3333333333 33343444
orders:tell                 POST 3333333333 33343444
orders:copy                 POST 3333333333 33343444
privacy:guardians           GET  3333333333 33323444
privacy:child_view          GET  3333333333 33323444
privacy:verify_guardian     GET  3333333333 33323444
privacy:doubt_guardian      GET  3333333333 33323444
privacy:end_guardian        POST 3333333333 33323444
workday:safety              GET  3333333333 33323444
workday:safety_step         POST 3333333333 33323444
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
workday:names               GET  3333333333 33323444
workday:end_name            POST 3333333333 33323444
workday:documents           GET  3333333333 33323444
workday:move_document       POST 3333333333 33323444
workday:end_document        POST 3333333333 33323444
workday:family              GET  3333333333 33323444
workday:end_tie             POST 3333333333 33323444
workday:parties             GET  3333333333 33323444
workday:end_party           POST 3333333333 33323444
workday:test_contact        GET  3333333333 33323444
cases:note                  POST 3333333333 33323444
cases:facts                 GET  2222222222 22223444
cases:situation             GET  2222222222 22224444
cases:add_to_situation      POST 3333333333 33334444
cases:take_out              POST 3333333333 33334444
cases:ask_for_all           POST 3333333333 33334444
cases:book_for_all          GET  3333333333 33334444
cases:status                GET  2222222222 22223444
cases:team                  GET  2222222222 22223444
cases:join_team             POST 2222222222 22223444
cases:leave_team            POST 2222222222 22223444
cases:hand_over             POST 2222222222 22223444
cases:take_over             POST 2222222222 22223444
cases:tasks                 GET  2222222222 22223444
cases:settle_task           POST 4444444444 44443444
cases:give_task             POST 4444444444 44443444
cases:needs                 GET  2222222222 22223444
cases:answer_need           POST 2222222222 22223444
cases:interpreters          GET  2222222222 22223444
cases:settle_booking        POST 2222222222 22223444
cases:keep_out              POST 2222222222 22223444
cases:risk                  GET  2222222222 22223444
cases:look_at_risk          POST 3333333333 33323444
workday:close_case          GET  3333333333 33323444
workday:approve_closing     POST 3333333333 33323444
workday:refuse_closing      POST 3333333333 33323444
workday:reopen_case         GET  2222222223 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  3333333333 33323444
privacy:reach               GET  3333333333 33323444
privacy:safe_contact        GET  3333333333 33323444
privacy:consents            GET  3333333333 33323444
privacy:ask_whom            GET  3333333333 33323444
privacy:ask                 GET  3333333333 33323444
privacy:ask_for_body        GET  3333333333 33323444
privacy:withdraw            GET  3333333333 33323444
privacy:withdraw_for_body   GET  3333333333 33323444
privacy:statement           GET  3333333333 33323444
privacy:withdraw_several    GET  3333333333 33323444
privacy:withdraw_use        GET  3333333333 33323444
workday:ask_use             GET  3333333333 33323444
workday:ask_use_anew        GET  3333333333 33323444
privacy:blocks              GET  3333333333 33323444
privacy:end_block           POST 3333333333 33323444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:acknowledge       POST 3323222222 22223444
referrals:accept            POST 3323222222 22223444
referrals:decline           POST 3323222222 22223444
referrals:complete          POST 3323222222 22223444
referrals:hand_over         POST 3323222222 22223444
referrals:withdraw          POST 3333333333 33333444
referrals:ask               POST 3323222222 22223444
referrals:reply             POST 3333333333 33333444
referrals:hold              POST 3323222222 22223444
referrals:resume            POST 3323222222 22223444
referrals:feedback          POST 3333333333 33333444
referrals:again             POST 3333333333 33333444
outside:referral            GET  3333333333 33333444
outside:make_link           POST 3333333333 33333444
outside:revoke_link         POST 3333333333 33333444
outside:record_answer       POST 3333333333 33333444
outside:issue_letter        POST 3333333333 33333444
outside:letter              GET  3333333333 33333444
outside:take_letter         POST 3333333333 33333444
outside:revoke_letter       POST 3333333333 33333444
"""

TABLES = (BY_ROLE, ROSTERS, COORDINATION, CONCERNS, FILLED, OWN, RECEIVING, COLLEAGUES)
