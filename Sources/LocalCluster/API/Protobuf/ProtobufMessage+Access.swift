extension ProtobufMessage {
    static let role = ProtobufMessage(
        "Role",
        [
            1: .message("metadata", objectMeta),
            2: .messages(
                "rules",
                ProtobufMessage(
                    "PolicyRule",
                    [
                        1: .strings("verbs"), 2: .strings("apiGroups"), 3: .strings("resources"), 4: .strings("resourceNames"),
                        5: .strings("nonResourceURLs"),
                    ])),
        ])

    static let roleBinding = ProtobufMessage(
        "RoleBinding",
        [
            1: .message("metadata", objectMeta),
            2: .messages(
                "subjects",
                ProtobufMessage("Subject", [1: .string("kind"), 2: .string("apiGroup"), 3: .string("name"), 4: .string("namespace")])),
            3: .message("roleRef", ProtobufMessage("RoleRef", [1: .string("apiGroup"), 2: .string("kind"), 3: .string("name")])),
        ])

    static let tokenRequest = ProtobufMessage(
        "TokenRequest",
        [
            1: .message("metadata", objectMeta),
            2: .message(
                "spec",
                ProtobufMessage(
                    "TokenRequestSpec",
                    [
                        1: .strings("audiences"), 3: .message("boundObjectRef", boundObject).optional,
                        4: .integer("expirationSeconds").optional,
                    ])),
            3: .message(
                "status", ProtobufMessage("TokenRequestStatus", [1: .string("token"), 2: Field("expirationTimestamp", .time)])),
        ])

    private static let boundObject = ProtobufMessage(
        "BoundObjectReference", [1: .string("kind"), 2: .string("apiVersion"), 3: .string("name"), 4: .string("uid")])

    static let selfSubjectReview = ProtobufMessage(
        "SelfSubjectReview",
        [
            1: .message("metadata", objectMeta),
            2: .message(
                "status",
                ProtobufMessage(
                    "SelfSubjectReviewStatus",
                    [1: .message("userInfo", ProtobufMessage("UserInfo", [1: .string("username"), 2: .string("uid")]))])),
        ])

    static let selfSubjectAccessReview = ProtobufMessage(
        "SelfSubjectAccessReview",
        [
            1: .message("metadata", objectMeta),
            2: .message(
                "spec",
                ProtobufMessage(
                    "SelfSubjectAccessReviewSpec",
                    [
                        1: .message("resourceAttributes", resourceAttributes).optional,
                        2: .message(
                            "nonResourceAttributes",
                            ProtobufMessage("NonResourceAttributes", [1: .string("path"), 2: .string("verb")])
                        ).optional,
                    ])),
            3: .message("status", reviewStatus),
        ])

    private static let resourceAttributes = ProtobufMessage(
        "ResourceAttributes",
        [
            1: .string("namespace"), 2: .string("verb"), 3: .string("group"), 4: .string("version"), 5: .string("resource"),
            6: .string("subresource"), 7: .string("name"),
        ])

    private static let reviewStatus = ProtobufMessage(
        "SubjectAccessReviewStatus",
        [1: .boolean("allowed"), 2: .string("reason"), 3: .string("evaluationError"), 4: .boolean("denied")])

    static let selfSubjectRulesReview = ProtobufMessage(
        "SelfSubjectRulesReview",
        [
            1: .message("metadata", objectMeta),
            2: .message("spec", ProtobufMessage("SelfSubjectRulesReviewSpec", [1: .string("namespace")])),
            3: .message(
                "status", ProtobufMessage("SubjectRulesReviewStatus", [3: .boolean("incomplete"), 4: .string("evaluationError")])),
        ])
}
