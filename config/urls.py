"""The staff site, part by part: it reads as a site map."""

from django.urls import include, path

from config.api import api

handler400 = "malath.workday.views.bad_request"
handler500 = "malath.workday.views.broken"

urlpatterns = [
    path("", include("malath.workday.urls")),
    path("referrals/", include("malath.referrals.urls")),
    path("", include("malath.outside.urls")),
    path("", include("malath.orders.urls")),
    path("", include("malath.identification.urls")),
    path("", include("malath.shelter.urls")),
    path("", include("malath.justice.urls")),
    path("", include("malath.returns.urls")),
    path("", include("malath.helpline.urls")),
    path("screening/", include("malath.screening.urls")),
    path("", include("malath.support.urls")),
    path("notices/", include("malath.notices.urls")),
    path("statistics/", include("malath.statistics.urls")),
    path("framework/", include("malath.framework.urls")),
    path("training/", include("malath.training.urls")),
    path("awareness/", include("malath.awareness.urls")),
    path("forms/", include("malath.questionnaires.urls")),
    path("collect/", include("malath.questionnaires.collect_urls")),
    path("cases/", include("malath.cases.urls")),
    path("", include("malath.linkage.urls")),
    path("people/", include("malath.privacy.urls")),
    path("exchange/", include("malath.exchange.urls")),
    path("", include("malath.accounts.urls")),
    path("", include("malath.accounts.factor_urls")),
    path("", include("malath.offline.urls")),
    path("", include("malath.api.urls")),
    path("api/v1/", api.urls),
    path("ui/", include("malath.ui.urls")),
]
