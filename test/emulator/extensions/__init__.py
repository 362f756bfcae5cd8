"""What AWS does and moto does not, one module for each concern. Importing a module puts it in force."""

from importlib import import_module

MODULES = (
    "auto_scaling",
    "buckets",
    "calls",
    "connections",
    "crowds",
    "endpoint_services",
    "endpoints",
    "functions",
    "health",
    "hosted_zones",
    "images",
    "inventory",
    "launch_templates",
    "load_balancers",
    "notifications",
    "one_at_a_time",
    "queues",
    "quotas",
    "security_groups",
    "subnets",
    "subscriptions",
    "table_replicas",
    "transactions",
)


def install():
    for module in MODULES:
        import_module(f"{__name__}.{module}")
