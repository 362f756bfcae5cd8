"""How a module extends moto, so that an upgrade of moto cannot silently change which code answers."""

from base64 import b64decode, b64encode

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


def page(response, items, smallest=5, largest=1000):
    """The page that `MaxResults` and `NextToken` of the request ask for, and the token of the next one.

    More than the largest page is not answered, however many are asked for.
    """
    size = response._get_int_param("MaxResults")
    if size is not None and size < smallest:
        raise AwsError(
            "InvalidParameterValue",
            f"Value ( {size} ) for parameter maxResults is invalid. Expecting a value greater than {smallest}.",
        )
    start = start_of(response._get_param("NextToken"))
    following = start + min(size or largest, largest)
    return items[start:following], token_of(following) if following < len(items) else None


def token_of(position):
    return b64encode(f"position {position}".encode()).decode()


def start_of(token):
    if not token:
        return 0
    try:
        return int(b64decode(token, validate=True).decode().removeprefix("position "))
    except ValueError:
        raise AwsError("InvalidNextToken", f"The token '{token}' is invalid") from None


def filtered(response, items, value_of):
    """Items that pass the request's `Filters`; `value_of` maps a filter's name to a function of an item."""
    filters = response._get_param("Filters", [])
    for each in filters:
        if each["Name"] not in value_of:
            raise AwsError("InvalidParameterValue", f"The filter '{each['Name']}' is invalid")
    return [item for item in items if all(value_of[each["Name"]](item) in each.get("Values", []) for each in filters)]
