from django.urls import path

from malath.exchange import file_views, package_views, return_sheet_views, views

app_name = "exchange"

urlpatterns = [
    path("", views.home, name="home"),
    path("files/", views.bring, name="bring"),
    path("files/<reference:reference>/", file_views.file, name="file"),
    path("files/<reference:reference>/columns/", file_views.choose, name="choose"),
    path("files/<reference:reference>/mend/", file_views.mend, name="mend"),
    path("files/<reference:reference>/faults.csv", file_views.faults, name="faults"),
    path("files/<reference:reference>/live/", file_views.make_live, name="make_live"),
    path("files/<reference:reference>/cancel/", file_views.cancel, name="cancel"),
    path("returns/", return_sheet_views.home, name="return_sheets"),
    path("returns/empty/<slug:kind>/", return_sheet_views.template, name="return_template"),
    path("returns/<reference:reference>/", return_sheet_views.sheet, name="return_sheet"),
    path("returns/<reference:reference>/columns/", return_sheet_views.choose, name="choose_sheet"),
    path("returns/<reference:reference>/mend/", return_sheet_views.mend, name="mend_sheet"),
    path("returns/<reference:reference>/bring-in/", return_sheet_views.bring_in, name="bring_in"),
    path("returns/<reference:reference>/give-up/", return_sheet_views.give_up, name="give_sheet_up"),
    path("export/", views.take_out, name="take_out"),
    path("packages/", package_views.home, name="packages"),
    path("packages/open/", package_views.open_package, name="open_package"),
    path("packages/receipt/", package_views.take_receipt, name="take_receipt"),
    path("packages/answers/", package_views.take_word, name="take_word"),
    path("packages/stops/", package_views.take_stop, name="take_stop"),
    path("packages/key/", package_views.make_key, name="make_key"),
    path("packages/keys/", package_views.take_key, name="take_key"),
    path("packages/keys/<reference:reference>/", package_views.mission_key, name="mission_key"),
    path("packages/keys/<reference:reference>/revoke/", package_views.revoke_key, name="revoke_key"),
    path("packages/<reference:reference>/make/", package_views.make, name="make_package"),
    path("packages/<reference:reference>/", package_views.opened, name="opened"),
    path("packages/<reference:reference>/receipt/", package_views.receipt, name="receipt"),
    path("packages/<reference:reference>/stop/", package_views.make_stop, name="make_stop"),
    path("packages/<reference:reference>/answers/", package_views.make_word, name="make_word"),
    path("packages/<reference:reference>/take/", package_views.take_in, name="expect_person"),
    path("packages/<reference:reference>/sheet/", package_views.take_sheet, name="package_sheet"),
    path("packages/<reference:reference>/letter/", package_views.take_letter, name="package_letter"),
]
