import { functionNamed, functionReference } from "../checks/references";
import { all, arnOf, between, matching, oneOf, property, upTo } from "../checks/rules";
import { type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, text } from "../values";

const FUNCTION = matching(
  /^(arn:aws[a-z-]*:lambda:)?([a-z0-9-]+:)?(\d{12}:)?(function:)?[a-zA-Z0-9_-]+(:(\$LATEST|[a-zA-Z0-9_-]+))?$/,
  "be a function's name or ARN",
);

const DESTINATION = arnOf("sqs", "sns", "lambda", "events", "s3");

const QUALIFIER = matching(/^(\$LATEST|[a-zA-Z0-9$_-]{1,128})$/, "be a version, an alias or $LATEST");

/** What is a resource of its own beside the function that it is about. */
export const lambdaSettings: ResourceTables = {
  [T.Permission]: {
    id: ({ inputs, cloud, region }) => {
      const statement = must(inputs.statementId, "statementId");
      // Another function may have a statement of this name: only together with the function it is one of its own.
      const other = cloud.find(T.Permission, statement, region) !== undefined;
      return other ? `${functionNamed(inputs.function)}/${statement}` : statement;
    },
    notFound: (id) => `ResourceNotFoundException: The policy has no statement ${id}`,
    autoName: { property: "statementId", maxLength: 100 },
    required: ["action", "function", "principal"],
    rules: {
      function: FUNCTION,
      action: matching(/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/, "be an action of lambda"),
      eventSourceToken: all(upTo(256), matching(/^[a-zA-Z0-9._-]+$/, "consist of letters, digits and . _ -")),
      functionUrlAuthType: oneOf("AWS_IAM", "NONE"),
      qualifier: QUALIFIER,
      sourceAccount: matching(/^\d{12}$/, "be an AWS account id"),
      sourceArn: matching(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/, "be an ARN"),
      statementId: matching(/^[a-zA-Z0-9_-]{1,100}$/, "have 1 to 100 letters, digits, hyphens and underscores"),
    },
    references: [functionReference("function")],
    admit: ({ inputs, cloud, region, old }) => {
      const own = functionNamed(inputs.function);
      const taken = cloud
        .all(T.Permission, region)
        .some((s) => functionNamed(s.inputs.function) === own && s.inputs.statementId === inputs.statementId);
      if (old !== undefined || !taken) return [];
      const message = `ResourceConflictException: The statement id (${inputs.statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      return [refuse("statementId", message)];
    },
    computed: { statementIdPrefix: (m) => m.inputs.statementIdPrefix ?? "" },
    keeps: ["statementIdPrefix"],
    replaceOn: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "invokedViaFunctionUrl",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
  },
  [T.FunctionEventInvokeConfig]: {
    id: ({ inputs }) => [text(inputs.functionName), text(inputs.qualifier)].filter((part) => part).join(":"),
    notFound: (id) => `ResourceNotFoundException: The function ${id} doesn't have an EventInvokeConfig`,
    required: ["functionName"],
    defaults: { maximumRetryAttempts: 2 },
    rules: {
      destinationConfig: all(
        property("onFailure", property("destination", DESTINATION)),
        property("onSuccess", property("destination", DESTINATION)),
      ),
      functionName: FUNCTION,
      maximumEventAgeInSeconds: between(60, 21_600),
      maximumRetryAttempts: between(0, 2),
      qualifier: QUALIFIER,
    },
    references: [functionReference("functionName")],
    replaceOn: ["functionName", "qualifier"],
  },
};
