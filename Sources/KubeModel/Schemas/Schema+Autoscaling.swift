// Autoscalers.

private let autoscaling = SchemaPackage("io.k8s.api.autoscaling.v2")

extension Schema {
    /// Scales a workload by what is measured.
    static let horizontalPodAutoscaler = autoscaling.kind("HorizontalPodAutoscaler", "Scales a workload by what is measured.") {
        Field("spec", as: horizontalPodAutoscalerSpec).required()
        Field("status", as: horizontalPodAutoscalerStatus)
    }

    private static let horizontalPodAutoscalerSpec = autoscaling.type("HorizontalPodAutoscalerSpec") {
        Field("behavior", as: horizontalPodAutoscalerBehavior).about("How fast it scales up and down.")
        Field("maxReplicas", as: .int32).required().about("The greatest number of pods.")
        Field("metrics", as: .list(of: metricSpec)).about("What is measured and what it should be.")
        Field("minReplicas", as: .int32).defaulting(to: 1).about("The least number of pods.")
        Field("scaleTargetRef", as: crossVersionObjectReference).required().about("What is scaled.")
    }

    private static let crossVersionObjectReference = autoscaling.type("CrossVersionObjectReference") {
        Field("apiVersion", as: .string)
        Field("kind", "name", as: .string).required()
    }

    private static let horizontalPodAutoscalerBehavior = autoscaling.type("HorizontalPodAutoscalerBehavior") {
        Field("scaleDown", "scaleUp", as: hpaScalingRules)
    }

    private static let hpaScalingRules = autoscaling.type("HPAScalingRules") {
        Field("policies", as: .list(of: hpaScalingPolicy)).about("How many pods, or percent of them, may be added or removed in a period.")
        Field("selectPolicy", as: .choice("Max", "Min", "Disabled")).about("Which of the policies counts.")
        Field("stabilizationWindowSeconds", as: .int32).about("Seconds over which the safest recommendation counts.")
        Field("tolerance", as: .quantity).about("How far the measured value may be off before it scales.")
    }

    private static let hpaScalingPolicy = autoscaling.type("HPAScalingPolicy") {
        Field("periodSeconds", "value", as: .int32).required()
        Field("type", as: .choice("Pods", "Percent")).required()
    }

    private static let metricSpec = autoscaling.type("MetricSpec") {
        Field("containerResource", as: containerResourceMetricSource).ignored("only Resource metrics are measured")
        Field("external", as: externalMetricSource).ignored("only Resource metrics are measured")
        Field("object", as: objectMetricSource).ignored("only Resource metrics are measured")
        Field("pods", as: podsMetricSource).ignored("only Resource metrics are measured")
        Field("resource", as: resourceMetricSource)
        Field("type", as: .choice("ContainerResource", "External", "Object", "Pods", "Resource")).required()
    }

    private static let resourceMetricSource = autoscaling.type("ResourceMetricSource") {
        Field("name", as: .string).required()
        Field("target", as: metricTarget).required()
    }

    private static let containerResourceMetricSource = autoscaling.type("ContainerResourceMetricSource") {
        Field("container", "name", as: .string).required()
        Field("target", as: metricTarget).required()
    }

    private static let podsMetricSource = autoscaling.type("PodsMetricSource") {
        Field("metric", as: metricIdentifier).required()
        Field("target", as: metricTarget).required()
    }

    private static let objectMetricSource = autoscaling.type("ObjectMetricSource") {
        Field("describedObject", as: crossVersionObjectReference).required()
        Field("metric", as: metricIdentifier).required()
        Field("target", as: metricTarget).required()
    }

    private static let externalMetricSource = autoscaling.type("ExternalMetricSource") {
        Field("metric", as: metricIdentifier).required()
        Field("target", as: metricTarget).required()
    }

    private static let metricTarget = autoscaling.type("MetricTarget") {
        Field("averageUtilization", as: .int32)
        Field("averageValue", "value", as: .quantity)
        Field("type", as: .choice("AverageValue", "Utilization", "Value")).required()
    }

    private static let metricIdentifier = autoscaling.type("MetricIdentifier") {
        Field("name", as: .string).required()
        Field("selector", as: labelSelector)
    }

    private static let horizontalPodAutoscalerStatus = autoscaling.type("HorizontalPodAutoscalerStatus") {
        Field("conditions", as: .list(of: horizontalPodAutoscalerCondition, by: "type"))
        Field("currentMetrics", as: .list(of: metricStatus))
        Field("currentReplicas", "desiredReplicas", as: .int32)
        Field("lastScaleTime", as: .time)
        Field("observedGeneration", as: .int64)
    }

    private static let horizontalPodAutoscalerCondition = autoscaling.type("HorizontalPodAutoscalerCondition") {
        Field("lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
        Field("observedGeneration", as: .int64)
    }

    private static let metricStatus = autoscaling.type("MetricStatus") {
        Field("containerResource", as: containerResourceMetricStatus)
        Field("external", as: externalMetricStatus)
        Field("object", as: objectMetricStatus)
        Field("pods", as: podsMetricStatus)
        Field("resource", as: resourceMetricStatus)
        Field("type", as: .string)
    }

    private static let resourceMetricStatus = autoscaling.type("ResourceMetricStatus") {
        Field("current", as: metricValueStatus)
        Field("name", as: .string)
    }

    private static let containerResourceMetricStatus = autoscaling.type("ContainerResourceMetricStatus") {
        Field("container", "name", as: .string)
        Field("current", as: metricValueStatus)
    }

    private static let podsMetricStatus = autoscaling.type("PodsMetricStatus") {
        Field("current", as: metricValueStatus)
        Field("metric", as: metricIdentifier)
    }

    private static let objectMetricStatus = autoscaling.type("ObjectMetricStatus") {
        Field("current", as: metricValueStatus)
        Field("describedObject", as: crossVersionObjectReference)
        Field("metric", as: metricIdentifier)
    }

    private static let externalMetricStatus = autoscaling.type("ExternalMetricStatus") {
        Field("current", as: metricValueStatus)
        Field("metric", as: metricIdentifier)
    }

    private static let metricValueStatus = autoscaling.type("MetricValueStatus") {
        Field("averageUtilization", as: .int32)
        Field("averageValue", "value", as: .quantity)
    }
}
