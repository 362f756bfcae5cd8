"""AMIs: those of PRIVATELINK_IMAGES are there from the start, each in its Region only; copies are their own image, take
their time, and may fail.

PRIVATELINK_IMAGES is JSON such as {"us-east-1": [{"id": "ami-0abc", "architecture": "arm64", "public": false}]}.

    POST   /moto-api/copies  how copies go that are begun from now on, of one Region where it names one:
        {"region": "us-east-2", "pending": 3}        available after so many looks at them
        {"unknown": 2}                               not known to DescribeImages for the first looks
        {"fail": "Client.InternalError: ...", "pending": 1}   failed after the looks, with this reason
    DELETE /moto-api/copies  they are available at once again
"""

import json
from os import environ

from moto.core.responses import ActionResult
from moto.ec2.exceptions import InvalidAMIIdError
from moto.ec2.models.amis import Ami, AmiBackend
from moto.ec2.models.elastic_block_store import Snapshot
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import urls

from .extending import AwsError, added, computed, wrapped

IMAGES = json.loads(environ.get("PRIVATELINK_IMAGES", "{}"))
COPIES = []

AWS_MANAGED_KEY = "alias/aws/ebs"
REQUEST = (
    "SourceImageId",
    "SourceRegion",
    "Name",
    "Description",
    "Encrypted",
    "KmsKeyId",
    "CopyImageTags",
    "TagSpecifications",
)


@wrapped(AmiBackend, "__init__")
def initialise(original, self):
    original(self)
    for image in IMAGES.get(self.region_name, []):
        self.amis[image["id"]] = Ami(
            self,
            image["id"],
            name=f"image-{image['id']}",
            description="",
            architecture=image["architecture"],
            image_location=f"amazon/image-{image['id']}",
            public=image.get("public", True),
            root_device_name="/dev/xvda",
            root_device_type="ebs",
            virtualization_type="hvm",
            hypervisor="xen",
            region_name=f"{self.region_name}a",
        )


@wrapped(AmiBackend)
def copy_image(original, self, source_image_id, source_region, name=None, description=None):
    image = original(self, source_image_id, source_region, name, description)
    image.description = description or ""
    return image


@wrapped(EC2Response)
def register_image(original, self):
    result = original(self)
    self.ec2_backend.amis[result.result["ImageId"]].architecture = self._get_param("Architecture")
    return result


@wrapped(EC2Response, "copy_image")
def answer_copy(original, self):
    """The same token with the same request is the same copy, even when that is deregistered by now."""
    request = {key: self._get_param(key) for key in REQUEST}
    tokens = self.ec2_backend.__dict__.setdefault("copy_tokens", {})
    token = self._get_param("ClientToken")
    if token in tokens:
        known, image_id = tokens[token]
        if known != request:
            raise AwsError(
                "IdempotentParameterMismatch", f"The client token {token} was used with different parameters."
            )
        return ActionResult({"ImageId": image_id})
    if any(image.name == request["Name"] for image in self.ec2_backend.amis.values()):
        raise AwsError("InvalidAMIName.Duplicate", f"AMI name {request['Name']} is already in use.")
    result = original(self)
    image_id = result.result["ImageId"]
    if token:
        tokens[token] = (request, image_id)
    begin(self.ec2_backend, self.ec2_backend.amis[image_id], request)
    return result


def begin(backend, image, request):
    snapshot = image.ebs_snapshot
    snapshot.description = f"Copied for DestinationAmi {image.id} from SourceAmi {request['SourceImageId']}"
    snapshot.encrypted = request["Encrypted"] in (True, "true")
    snapshot.kms_key_id = request["KmsKeyId"]
    for specification in request["TagSpecifications"] or []:
        tagged = image if specification["ResourceType"] == "image" else snapshot
        tagged.add_tags({tag["Key"]: tag["Value"] for tag in specification["Tags"]})
    wish = next((c for c in reversed(COPIES) if c.get("region", backend.region_name) == backend.region_name), {})
    key = request["KmsKeyId"]
    if key and key.startswith("arn:") and key.split(":")[3] != backend.region_name:
        # AWS looks at the key when it needs it, which is later.
        wish = {"pending": 1, "fail": f"The key {key} does not exist in this Region."}
    image.unknown_looks = wish.get("unknown", 0)
    image.pending_looks = wish.get("pending", 0)
    image.failure = wish.get("fail")
    image.all_looks = image.pending_looks
    settle(image)


def settle(image):
    if image.pending_looks > 0:
        done = image.all_looks - image.pending_looks
        image.state = "pending"
        image.ebs_snapshot.status = "pending"
        image.ebs_snapshot.shown_progress = f"{100 * done // image.all_looks}%"
    elif image.failure:
        image.state = "failed"
        image.state_reason = {"Code": "Client.InternalError", "Message": image.failure}
        image.ebs_snapshot.status = "error"
    else:
        image.state = "available"
        image.ebs_snapshot.status = "completed"
        image.ebs_snapshot.shown_progress = "100%"


@wrapped(AmiBackend)
def describe_images(original, self, ami_ids=None, filters=None, exec_users=None, owners=None):
    images = original(self, ami_ids, filters, exec_users, owners)
    known = []
    for image in images:
        if getattr(image, "unknown_looks", 0) > 0:
            if ami_ids:
                image.unknown_looks -= 1
            continue
        known.append(image)
        if ami_ids and getattr(image, "pending_looks", 0) > 0:
            image.pending_looks -= 1
            settle(image)
    if ami_ids and images and not known:
        raise InvalidAMIIdError(ami_ids)
    return known


@computed(Snapshot, "progress")
def progress(self):
    return getattr(self, "shown_progress", "100%")


disks_of_moto = Ami.block_device_mappings.fget


@computed(Ami, "block_device_mappings")
def block_device_mappings(self):
    disks = disks_of_moto(self)
    for disk in disks:
        disk["Ebs"]["Encrypted"] = self.ebs_snapshot.encrypted
    return disks


@wrapped(AmiBackend)
def modify_image_attribute(original, self, ami_id, launch_permissions_to_add, launch_permissions_to_remove):
    snapshot = self.amis[ami_id].ebs_snapshot if ami_id in self.amis else None
    if launch_permissions_to_add and snapshot is not None and snapshot.encrypted:
        if any("Group" in permission for permission in launch_permissions_to_add):
            raise AwsError("InvalidParameter", "Snapshots containing encrypted data can't be made public.")
        if default_key(self) == AWS_MANAGED_KEY and not snapshot.kms_key_id:
            raise AwsError("InvalidParameter", "Snapshots encrypted with the AWS Managed CMK can't be shared.")
    return original(self, ami_id, launch_permissions_to_add, launch_permissions_to_remove)


def default_key(backend):
    """As long as nobody has put another key in its place, AWS calls its own by the alias."""
    from moto.kms import kms_backends

    kms = kms_backends[backend.account_id][backend.region_name]
    chosen = backend.default_kms_key_id
    managed = kms.describe_key(AWS_MANAGED_KEY).arn if kms.alias_exists(AWS_MANAGED_KEY) else None
    return AWS_MANAGED_KEY if chosen in ("", managed) else chosen


@added(EC2Response)
def get_ebs_default_kms_key_id(self):
    return ActionResult({"KmsKeyId": default_key(self.ec2_backend)})


def answer_copies(request, _url, _headers):
    if request.method == "DELETE":
        COPIES.clear()
    elif request.method == "POST":
        COPIES.append(json.loads(request.data))
    return 200, {"Content-Type": "application/json"}, json.dumps(COPIES)


urls.url_paths["{0}/moto-api/copies"] = answer_copies
