// Custom kinds.

private let apiExtensions = SchemaPackage("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1")

extension Schema {
    /// Adds a kind of object to the API.
    static let customResourceDefinition = apiExtensions.kind("CustomResourceDefinition", "Adds a kind of object to the API.") {
        Field("spec", as: customResourceDefinitionSpec).required()
        Field("status", as: customResourceDefinitionStatus)
    }

    private static let customResourceDefinitionSpec = apiExtensions.type("CustomResourceDefinitionSpec") {
        Field("conversion", as: customResourceConversion).defaulting(to: ["strategy": "None"]).ignored("versions are not converted")
        Field("group", as: .string).required().about("The API group of the kind.")
        Field("names", as: customResourceDefinitionNames).required().about("How the kind is called.")
        Field("preserveUnknownFields", as: .boolean)
        Field("scope", as: .choice("Cluster", "Namespaced")).required().about("Whether its objects live in namespaces.")
        Field("versions", as: .list(of: customResourceDefinitionVersion)).required().about("Its versions and their schemas.")
    }

    private static let customResourceConversion = apiExtensions.type("CustomResourceConversion") {
        Field("strategy", as: .choice("None", "Webhook")).required()
        Field("webhook", as: webhookConversion)
    }

    private static let webhookConversion = apiExtensions.type("WebhookConversion") {
        Field("clientConfig", as: webhookClientConfig)
        Field("conversionReviewVersions", as: .strings).required()
    }

    private static let webhookClientConfig = apiExtensions.type("WebhookClientConfig") {
        Field("caBundle", as: .bytes)
        Field("service", as: serviceReference)
        Field("url", as: .string)
    }

    private static let serviceReference = apiExtensions.type("ServiceReference") {
        Field("name", "namespace", as: .string).required()
        Field("path", as: .string)
        Field("port", as: .int32)
    }

    private static let customResourceDefinitionNames = apiExtensions.type("CustomResourceDefinitionNames") {
        Field("categories", "shortNames", as: .strings)
        Field("kind", "plural", as: .string).required()
        Field("listKind", "singular", as: .string)
    }

    private static let customResourceDefinitionVersion = apiExtensions.type("CustomResourceDefinitionVersion") {
        Field("additionalPrinterColumns", as: .list(of: customResourceColumnDefinition))
        Field("deprecated", as: .boolean)
        Field("deprecationWarning", as: .string)
        Field("name", as: .string).required()
        Field("schema", as: customResourceValidation)
        Field("selectableFields", as: .list(of: selectableField))
        Field("served", "storage", as: .boolean).required()
        Field("subresources", as: customResourceSubresources)
    }

    private static let customResourceColumnDefinition = apiExtensions.type("CustomResourceColumnDefinition") {
        Field("description", "format", as: .string)
        Field("jsonPath", "name", "type", as: .string).required()
        Field("priority", as: .int32)
    }

    private static let customResourceValidation = apiExtensions.type("CustomResourceValidation") {
        Field("openAPIV3Schema", as: jsonSchemaProps)
    }

    private static let jsonSchemaProps: Schema = apiExtensions.type("JSONSchemaProps") {
        Field(
            "$ref", "$schema", "description", "format", "id", "pattern", "title", "type", "x-kubernetes-list-type", "x-kubernetes-map-type",
            as: .string)
        Field("additionalItems", "additionalProperties", "default", "example", "items", as: .any)
        Field("allOf", "anyOf", "oneOf", as: .list(of: .recursive { jsonSchemaProps }))
        Field("definitions", "patternProperties", "properties", as: .map(of: .recursive { jsonSchemaProps }))
        Field("dependencies", as: .map(of: .any))
        Field("enum", as: .list(of: .any))
        Field(
            "exclusiveMaximum", "exclusiveMinimum", "nullable", "uniqueItems", "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", as: .boolean)
        Field("externalDocs", as: externalDocumentation)
        Field("maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties", as: .int64)
        Field("maximum", "minimum", "multipleOf", as: .number)
        Field("not", as: .recursive { jsonSchemaProps })
        Field("required", "x-kubernetes-list-map-keys", as: .strings)
        Field("x-kubernetes-validations", as: .list(of: validationRule, by: "rule")).ignored("CEL rules are not evaluated")
    }

    private static let externalDocumentation = apiExtensions.type("ExternalDocumentation") {
        Field("description", "url", as: .string)
    }

    private static let validationRule = apiExtensions.type("ValidationRule") {
        Field("fieldPath", "message", "messageExpression", "reason", as: .string)
        Field("optionalOldSelf", as: .boolean)
        Field("rule", as: .string).required()
    }

    private static let selectableField = apiExtensions.type("SelectableField") {
        Field("jsonPath", as: .string).required()
    }

    private static let customResourceSubresources = apiExtensions.type("CustomResourceSubresources") {
        Field("scale", as: customResourceSubresourceScale)
        Field("status", as: .any)
    }

    private static let customResourceSubresourceScale = apiExtensions.type("CustomResourceSubresourceScale") {
        Field("labelSelectorPath", as: .string)
        Field("specReplicasPath", "statusReplicasPath", as: .string).required()
    }

    private static let customResourceDefinitionStatus = apiExtensions.type("CustomResourceDefinitionStatus") {
        Field("acceptedNames", as: customResourceDefinitionNames)
        Field("conditions", as: .keyedList(of: customResourceDefinitionCondition, by: "type"))
        Field("observedGeneration", as: .int64)
        Field("storedVersions", as: .strings)
    }

    private static let customResourceDefinitionCondition = apiExtensions.type("CustomResourceDefinitionCondition") {
        Field("lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
        Field("observedGeneration", as: .int64)
    }
}
