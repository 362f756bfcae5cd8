"""Service Quotas: those of load balancers and functions, lists in pages, and increases, which are granted at once."""

import json

from moto.servicequotas.exceptions import NoSuchResource
from moto.servicequotas.models import ServiceQuotasBackend
from moto.servicequotas.resources.default_quotas.vpc import VPC_DEFAULT_QUOTAS
from moto.servicequotas.responses import ServiceQuotasResponse

from .extending import added, start_of, token_of, wrapped

DEFAULTS = {
    "vpc": {quota["QuotaCode"]: quota for quota in VPC_DEFAULT_QUOTAS},
    "elasticloadbalancing": {
        "L-69A177A2": {"QuotaName": "Network Load Balancers per Region", "Value": 50.0},
        "L-B211E961": {"QuotaName": "Targets per Availability Zone per Network Load Balancer", "Value": 500.0},
        "L-EEF1AD04": {"QuotaName": "Targets per Network Load Balancer", "Value": 3000.0},
    },
    "ec2": {"L-1216C47A": {"QuotaName": "Running On-Demand Standard instances", "Value": 16.0}},
    "lambda": {"L-B99A9384": {"QuotaName": "Concurrent executions", "Value": 1000.0}},
}

# Of these AWS says an account's own value only once it differs from the default.
ONLY_BY_DEFAULT = {"L-EEF1AD04"}


def default_of(service_code, quota_code):
    quota = DEFAULTS.get(service_code, {}).get(quota_code)
    if quota is None:
        raise NoSuchResource
    return {**quota, "ServiceCode": service_code, "QuotaCode": quota_code, "Adjustable": True}


def applied(backend):
    if not hasattr(backend, "applied_quotas"):
        backend.applied_quotas = {}
    return backend.applied_quotas


@wrapped(ServiceQuotasBackend)
def get_service_quota(original, self, service_code, quota_code):
    own = applied(self).get((service_code, quota_code))
    if own is not None:
        return own
    if quota_code in ONLY_BY_DEFAULT:
        raise NoSuchResource
    return default_of(service_code, quota_code)


@added(ServiceQuotasResponse)
def get_aws_default_service_quota(self):
    asked = json.loads(self.body)
    return json.dumps({"Quota": default_of(asked["ServiceCode"], asked["QuotaCode"])})


@added(ServiceQuotasResponse)
def list_service_quotas(self):
    asked = json.loads(self.body)
    service_code = asked["ServiceCode"]
    own = {code: quota for (service, code), quota in applied(self.backend).items() if service == service_code}
    codes = [*DEFAULTS.get(service_code, {}), *(code for code in own if code not in DEFAULTS.get(service_code, {}))]
    quotas = [own[code] if code in own else default_of(service_code, code) for code in codes]
    start = start_of(asked.get("NextToken"))
    # Small, so that a list has several pages.
    following = start + 10
    token = {"NextToken": token_of(following)} if following < len(quotas) else {}
    return json.dumps({"Quotas": quotas[start:following], **token})


@added(ServiceQuotasResponse)
def request_service_quota_increase(self):
    asked = json.loads(self.body)
    service_code, quota_code, value = asked["ServiceCode"], asked["QuotaCode"], asked["DesiredValue"]
    try:
        quota = default_of(service_code, quota_code)
    except NoSuchResource:
        # What AWS has in its list for some accounts only.
        quota = {"ServiceCode": service_code, "QuotaCode": quota_code, "QuotaName": "Endpoint services per Region"}
    applied(self.backend)[(service_code, quota_code)] = {**quota, "Value": float(value)}
    return json.dumps({"RequestedQuota": {**quota, "DesiredValue": value, "Status": "APPROVED"}})
