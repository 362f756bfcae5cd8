"""SNS subscriptions: whoever is reached by mail or HTTP has to confirm first, and nobody does here."""

from moto.sns.exceptions import SNSInvalidParameter
from moto.sns.models import SNSBackend

from .extending import wrapped

TO_BE_CONFIRMED = ("email", "email-json", "http", "https")


@wrapped(SNSBackend)
def subscribe(original, self, topic_arn, endpoint, protocol):
    subscription = original(self, topic_arn, endpoint, protocol)
    if protocol in TO_BE_CONFIRMED and not subscription.confirmed:
        subscription.attributes.update({"PendingConfirmation": True, "ConfirmationWasAuthenticated": False})
    return subscription


@wrapped(SNSBackend)
def unsubscribe(original, self, subscription_arn):
    subscription = self.subscriptions.get(subscription_arn)
    if subscription is not None and subscription.attributes["PendingConfirmation"]:
        raise SNSInvalidParameter(
            "Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation"
        )
    return original(self, subscription_arn)
