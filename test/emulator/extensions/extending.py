"""How a module extends moto, so that an upgrade of moto cannot silently change which code answers."""

from moto.core.exceptions import ServiceException


class AwsError(ServiceException):
    """An error that the AWS API gives: code and message as AWS writes them."""

    def __init__(self, code, message):
        super().__init__(code, message)


def added(cls):
    """Adds the decorated function to `cls` as a call that moto does not have; fails when moto has learnt it."""

    def add(function):
        name = function.__name__
        if hasattr(cls, name):
            raise RuntimeError(f"moto now has {cls.__name__}.{name}: compare it with {function.__module__}")
        setattr(cls, name, function)
        return function

    return add


def wrapped(cls, name=None):
    """Replaces a method of `cls`; the decorated function gets the original as its first argument."""

    def wrap(function):
        target = name or function.__name__
        original = getattr(cls, target)

        def method(self, *args, **kwargs):
            return function(original, self, *args, **kwargs)

        method.__name__ = target
        setattr(cls, target, method)
        return function

    return wrap


def computed(cls, name):
    """Adds a property that moto's class lacks, or replaces the one that it has."""

    def add(function):
        setattr(cls, name, property(function))
        return function

    return add


def unsuccessful(resource_id, code, message):
    """One entry of the `Unsuccessful` list that several EC2 calls answer instead of failing."""
    return {"ResourceId": resource_id, "Error": {"Code": code, "Message": message}}


def page(response, items):
    """The page that `MaxResults` and `NextToken` of the request ask for, and the token of the next one."""
    start = int(response._get_param("NextToken") or 0)
    size = response._get_int_param("MaxResults") or len(items)
    following = start + size
    return items[start:following], str(following) if following < len(items) else None


def filtered(response, items, value_of):
    """Items that pass the request's `Filters`; `value_of` maps a filter's name to a function of an item."""
    filters = response._get_param("Filters", [])
    for each in filters:
        if each["Name"] not in value_of:
            raise AwsError("InvalidParameterValue", f"The filter '{each['Name']}' is invalid")
    return [item for item in items if all(value_of[each["Name"]](item) in each.get("Values", []) for each in filters)]
