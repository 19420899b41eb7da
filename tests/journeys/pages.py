"""Every page of both sites, and who looks at it: written by hand, never copied from what the program answers."""

import re

# Who looks at which address, by its name and what stands in it: words of `World.in_addresses`, or as they are.
PAGES = {
    "officer": """
        workday:home
        workday:inbox
        workday:inbox ?box=seen
        workday:wishes
        workday:directory
        workday:case case
        workday:person person
        workday:interpreters
        workday:called_off talk
        workday:file_trail person
        workday:same alike
        workday:judge_same alike pair
        workday:to_judge
        linkage:elsewhere person
        workday:names person
        workday:documents person
        workday:stay person
        workday:family person
        workday:parties person
        workday:test_contact person
        cases:list
        cases:new
        workday:paper
        cases:facts case
        cases:attachments case
        cases:list ?whose=without
        cases:status case
        cases:team case
        cases:tasks case
        cases:needs case
        cases:interpreters case
        cases:situations
        cases:situation situation
        cases:book_for_all situation
        cases:book_for_all situation ?language=am
        cases:risk case
        screening:of_case case
        screening:one screening
        screening:step screening conditions
        screening:step screening DR
        screening:step screening EX
        screening:step screening signs
        screening:step screening words
        screening:finish screening
        screening:one screened
        screening:situation situation
        screening:without
        screening:sheet
        screening:without ?list=child_sexual
        identification:queue
        identification:queue ?show=decided
        identification:file case
        identification:opinion case
        identification:ask_review case
        identification:recovery case
        identification:settlement case
        identification:letters case
        support:plan case
        support:propose_goal case
        support:goal case goal
        support:write_factor case
        support:review_plan case
        support:note_critical case
        support:services case
        support:record_service case
        support:contacts case
        support:plan_contacts case
        support:record_contact case contact
        support:urgent_care case
        support:note_event case
        support:fund_of_case case
        support:ask_fund case
        returns:checklist returning
        shelter:board
        shelter:search
        shelter:search ?sex=female&age=adult&when=night&groups=2+9
        shelter:file sheltered
        support:talks case
        support:call_conference case
        support:write_minutes case conference
        support:open_panel child_case
        support:talks child_case
        support:panel child_case panel
        support:decide_panel child_case panel
        support:complaints case
        support:complain case
        support:feedback case
        justice:calendar
        justice:file case
        justice:begin case
        justice:claim case
        justice:claim_step case claim
        justice:enforce case claim
        justice:reproach case
        justice:ask_pardon case act
        justice:decide_pardon case act
        justice:give_mandate case
        justice:proceeding case matter
        justice:move case matter
        justice:join case matter
        justice:accuse case matter
        justice:set_hearing case matter
        justice:hearing case matter hearing
        justice:move_hearing case matter hearing
        justice:prepare case matter hearing
        justice:end_hearing case matter hearing
        justice:choose case matter
        justice:tell_of case matter
        justice:record_told case matter notice_to_give
        justice:take_evidence case matter
        justice:hand_on case matter exhibit
        justice:ask_testimony case matter
        justice:settle_testimony case matter
        justice:wish_home case matter
        workday:close_case case
        workday:reopen_case case
        privacy:search
        privacy:facts person
        privacy:identity person
        privacy:reach person
        privacy:safe_contact person
        privacy:consents person
        privacy:ask_whom person
        privacy:ask_for_body person body
        privacy:ask person C5
        privacy:withdraw_for_body person body
        privacy:withdraw person C8
        privacy:withdraw_several person
        privacy:withdraw_use person use
        workday:ask_use person
        workday:ask_use_anew calm calm_use
        privacy:blocks person
        privacy:rely_on person
        privacy:guardians child
        privacy:child_view child
        privacy:verify_guardian child guardian
        privacy:doubt_guardian child guardian
        privacy:statement person
        privacy:compartments person
        orders:file person
        orders:record person
        orders:one person released
        workday:report
        workday:safety person
        privacy:which_emergency
        privacy:emergency closed
        referrals:list
        referrals:list ?box=sent
        referrals:detail accepted
        referrals:detail declined
        referrals:new ?case=case
        workday:several ?case=case
        notices:new
        framework:list
        framework:text frame
        framework:findings
        framework:finding finding
        training:list
        training:curriculum
        training:course course
        training:sit taking pre
        training:react course
        training:due
        questionnaires:list
        questionnaires:version version
        questionnaires:step begun first
        questionnaires:step begun third
        questionnaires:review begun
        questionnaires:filled filling
        helpline:list
        helpline:concern concern
        helpline:codes
        helpline:contacts
        helpline:contact turned
        helpline:new_contact
        helpline:public
        referrals:alert turned
        screening:of_contact turned
        helpline:enter
        helpline:card
        helpline:month
        helpline:leave
        referrals:step_what draft
        referrals:step_desk draft
        referrals:step_why draft
        referrals:step_check draft
        outside:referral outside
        outside:letter outside letter
        outside:link address address
        offline:phones
        offline:enrol
        offline:records
        offline:record record
        exchange:home
        exchange:file file
        accounts:settings
        accounts:unlocked
        accounts:locked
        accounts:kept
        account_logout
    """,
    "receiver": """
        workday:home
        workday:case case
        workday:person person
        cases:list
        referrals:list
        referrals:detail sent
        referrals:detail accepted
    """,
    "supervisor": """
        api:ours
        helpline:lines
        returns:received shown
        returns:say_risks shown
        exchange:packages
        exchange:mission_key mission_key
        exchange:opened opened
        exchange:make_package person
        support:complaints_here
        support:complaint complaint
        workday:home
        linkage:told told
        offline:phones
        privacy:consents child
        orders:check person order
        privacy:compartments person
        referrals:unanswered
        accounts:roster own
        accounts:team
        workday:room
        workday:protection
        workday:room_desk own
    """,
    "committee": """
        support:fund
        support:fund_request request
        support:propose_grant request
        support:record_payment granted
    """,
    "returner": """
        returns:ask_first
        returns:queue
        returns:programme
        returns:departures
        returns:to_us
        returns:appeal twice
        returns:incoming incoming
        returns:say_arrival incoming
        returns:say_risks incoming
        returns:say_reception incoming
        returns:letters
        exchange:return_sheets
        exchange:return_sheet running
        returns:queue ?whose=mine
        returns:queue ?gate=G1
        returns:checklist returning
        returns:fear returning
        returns:talk returning
        returns:declare returning
        returns:danger returning
        returns:child returning
        returns:paper returning
        returns:fines returning
        returns:fit returning
        returns:ask_mission returning
        returns:answer returning
        returns:stop returning
        returns:journey returning
        returns:ticket returning
        returns:depart returning
        returns:arrival returning
        returns:refund returning
        returns:cost returning
        returns:grant returning
        returns:settle_cost returning cost
        returns:pay returning part
        returns:ask referred_home
        returns:checklist home
        returns:reintegration home
        returns:begin_plan home
        returns:add_support home
        returns:survey home
        returns:flag home
        returns:close home
    """,
    "unit": """
        workday:home
        notices:list
    """,
    "identifier": """
        identification:queue
        identification:file suspected
        identification:opinion suspected
        identification:enter suspected
        identification:propose suspected
        identification:review suspected
        justice:calendar
        justice:file suspected
        justice:proceeding suspected their_matter
        justice:charge suspected their_matter
        justice:aggravate suspected their_matter
        justice:prove suspected their_matter
        justice:order suspected their_matter
        justice:extend suspected their_matter their_measure
        justice:end_measure suspected their_matter their_measure
    """,
    "host": """
        workday:home
        shelter:board
        shelter:rooms refuge
        shelter:measures refuge
        shelter:set_up refuge
        shelter:add_unit refuge
        shelter:place refuge bed
        shelter:write_address refuge
        shelter:found empty_refuge
        shelter:night refuge
        shelter:emergency_sheet refuge
        shelter:hand_over refuge
        shelter:incidents refuge
        shelter:incident refuge
        shelter:file sheltered
        shelter:key_worker sheltered
        shelter:health sheltered
        shelter:review_stay sheltered
        shelter:sign_in sheltered
        shelter:visit sheltered
        shelter:move sheltered
        shelter:leave_house sheltered
        shelter:admit waiting
        shelter:turn_away waiting
    """,
    "awareness": """
        awareness:list
        awareness:new_campaign
        awareness:campaign campaign
        awareness:change_campaign campaign
        awareness:plan_session campaign
        awareness:session aw_session
        awareness:session aw_held
        awareness:calendar
        awareness:reach
        awareness:teacher_card
        awareness:materials
        awareness:new_material
        awareness:material material
        awareness:material aw_live
        awareness:change_material material
        awareness:new_survey campaign
        awareness:surveys
        awareness:changes
        awareness:survey survey
        awareness:enter_answers survey
        awareness:answer_enter
        awareness:answered
    """,
    "focal_point": """
        workday:home
        awareness:list
        awareness:campaign campaign
        awareness:reach
        framework:bring
        framework:bring_version frame
        statistics:figures
        statistics:years
        statistics:dashboard
        statistics:training_report
        statistics:way_to_help
        statistics:returns_report
        statistics:bodies_report
        statistics:questionnaire 2021
        statistics:entered_year 2021
        statistics:definitions
        statistics:figure_table figures
        statistics:open_data
        statistics:reporting
        statistics:record_file records
        statistics:own_file own_file
        framework:finding finding
        training:course course
        training:announce
        training:revise M1
        training:officers
        training:enlist
        training:officer learner
        training:correct learner
        training:nomination nomination
        training:half_day half_day
        training:sheet course
        training:items
        training:results course
        training:teach_back nomination
        training:pool
        training:evaluation course
        training:own_plans
        training:tree
        training:coverage
        training:cost course
        training:settle_cost course_cost
        training:after visit
        training:follow_up agreed
        training:level learner
        training:practice certified
        questionnaires:list
        questionnaires:bring
        questionnaires:version version
        workday:room
        workday:protection
        workday:room_desk own
    """,
    "prosecutor": """
        orders:answer released
    """,
    "newcomer": """
        workday:home
        offline:shell
        offline:phones
        offline:records
        privacy:agreements
        cases:list
        referrals:list
        workday:directory ?word=nothing-of-this-name
    """,
    "protector": """
        workday:home
        privacy:agreements
        privacy:record_agreement
        workday:trail
        workday:house
        workday:searches
        workday:refusals
        workday:states
        workday:state sheet
        workday:report
        workday:breaches
        workday:breach breach
        workday:unusual
        workday:settle_unusual unusual
        orders:list
        orders:decide order
        privacy:emergencies
        privacy:review_emergency emergency
        privacy:kept
        privacy:kept_file closed
    """,
    "administrator": """
        workday:home
        questionnaires:devices
        accounts:staff
        accounts:staff ?word=nothing-of-this-name
        accounts:add_staff
        accounts:member staff
        api:systems
        api:ask
        api:ask_hook program
        api:hooks
        accounts:agencies
        accounts:add_agency
        accounts:change_agency body
        accounts:add_desk body
        accounts:change_desk own
        accounts:roster own
        accounts:holidays
        workday:interpreters
        workday:add_interpreter
        workday:change_interpreter interpreter
        accounts:change_holiday holiday
        workday:service own protection
        workday:close_desk own
        workday:leaving
        ui:gallery
    """,
}
# Walked through below: before somebody is in, and the second factor.
ON_THE_WAY_IN = """
    account_login accounts:accept_invitation mfa_authenticate account_change_password account_reauthenticate
    mfa_reauthenticate mfa_index mfa_list_webauthn mfa_activate_totp mfa_deactivate_totp mfa_add_webauthn
    mfa_remove_webauthn mfa_view_recovery_codes mfa_generate_recovery_codes
""".split()
# Files to take, and answers for the scripts of the sign-in library and of the lock.
NO_PAGES = {
    "workday:blank",
    "workday:exercises",  # in a house for training only
    "workday:add_trainees",
    "cases:take_attachment",
    "framework:take_file",
    "awareness:play",
    "awareness:answer",  # opened by digits: walked in test_scenarios_of_awareness
    "statistics:year",
    "statistics:take_report_pdf",
    "statistics:take_report_book",
    "statistics:catalogue",
    "statistics:take_questionnaire",
    "statistics:take_all_book",
    "statistics:take_all_pdf",
    "statistics:take_release_book",
    "statistics:take_release_pdf",
    "statistics:enter_year",  # a statistician's
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "accounts:lock_state",
    *(f"v1:{name}" for name in ("api-root", "system", "list_referrals", "read_referral", "key_workers")),  # for programs
    "api:metadata",
    *(f"v1:{name}" for name in ("list_cases", "read_case", "desks_to_ask", "read_screening", "send_referral")),
    "accounts:sign_in_with",
    "accounts:come_back",
    "exchange:faults",
    "exchange:receipt",
    "exchange:package_sheet",
    "exchange:package_letter",
    "offline:worker",
    "offline:file",
    "offline:lists",
    "exchange:return_template",
    "returns:survey_workbook",
    "collect:list",
    "collect:form",
    "collect:manifest",
    "collect:submission",
}
PUBLIC = {
    "home": "/", "arabic": "/ar/", "english": "/en/", "leave": "/exit", "check": "/check/",
    "check_code": "/check/7777-7777-7777/",
}  # fmt: skip
VISITED = re.compile(r"(ask|read)_(arabic|english)|(check_me|where|materials|take|text)_(ar|en)|slot_|material$")
"""Public pages that the visits of `malath/publicsite/tests/test_visit.py` go through, each in both languages."""
