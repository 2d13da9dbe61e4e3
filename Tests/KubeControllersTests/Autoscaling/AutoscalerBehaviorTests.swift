import KubeControllers
import KubeModel
import Testing

/// What is done over time, one look every 15 s, as it follows from the documentation ("Configurable scaling behavior"): the metrics ask
/// for a number, and stabilization windows, policies and bounds decide what becomes of it. Reckoned apart from this code from that text.
@Suite struct AutoscalerBehaviorTests {
    struct Course: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let start: Int
        let bounds: (Int, Int)
        var behavior: JSON = .null
        /// What the metrics ask for at 0 s, 15 s, 30 s…
        let wishes: [Int]
        let replicas: [Int]
    }

    private static func policy(_ type: String, _ value: Int, _ period: Int) -> JSON {
        ["type": .string(type), "value": .integer(value), "periodSeconds": .integer(period)]
    }

    static let courses: [Course] = [
        Course(
            testDescription: "Default, up: by 4 pods or to the double, whichever is more", start: 1, bounds: (1, 40),
            wishes: [30, 30, 30, 30, 30], replicas: [5, 10, 20, 30, 30]),
        Course(
            testDescription: "Default, down: nothing for 300 s, then all at once", start: 20, bounds: (2, 40),
            wishes: Array(repeating: 5, count: 22), replicas: Array(repeating: 20, count: 20) + [5, 5]),
        Course(
            testDescription: "Default, down after a flap: 300 s from the last high recommendation", start: 10, bounds: (2, 40),
            wishes: [4, 4, 12] + Array(repeating: 4, count: 21), replicas: [10, 10] + Array(repeating: 12, count: 20) + [4, 4]),
        Course(
            testDescription: "Two pods in 60 s", start: 2, bounds: (1, 20),
            behavior: ["scaleUp": ["policies": [policy("Pods", 2, 60)]], "scaleDown": ["stabilizationWindowSeconds": 0]],
            wishes: Array(repeating: 20, count: 10), replicas: [4, 4, 4, 4, 6, 6, 6, 6, 8, 8]),
        Course(
            testDescription: "Ten percent in 60 s, down: 80, 72, 64.8, 57.6 rounded down", start: 80, bounds: (1, 100),
            behavior: ["scaleDown": ["stabilizationWindowSeconds": 0, "policies": [policy("Percent", 10, 60)]]],
            wishes: Array(repeating: 1, count: 10), replicas: [72, 72, 72, 72, 64, 64, 64, 64, 57, 57]),
        Course(
            testDescription: "Min takes the smaller change, up", start: 10, bounds: (1, 100),
            behavior: ["scaleUp": ["selectPolicy": "Min"]],
            wishes: [100, 100, 100, 100], replicas: [14, 18, 22, 26]),
        Course(
            testDescription: "Min takes the smaller change, down", start: 50, bounds: (1, 100),
            behavior: [
                "scaleDown": [
                    "stabilizationWindowSeconds": 0, "selectPolicy": "Min",
                    "policies": [policy("Pods", 4, 15), policy("Percent", 10, 15)],
                ]
            ],
            wishes: [1, 1, 1, 1], replicas: [46, 42, 38, 34]),
        Course(
            testDescription: "Disabled never goes down", start: 10, bounds: (1, 100), behavior: ["scaleDown": ["selectPolicy": "Disabled"]],
            wishes: Array(repeating: 2, count: 25), replicas: Array(repeating: 10, count: 25)),
        Course(
            testDescription: "A window of 60 s upwards takes the lowest recommendation", start: 2, bounds: (1, 20),
            behavior: ["scaleUp": ["stabilizationWindowSeconds": 60], "scaleDown": ["stabilizationWindowSeconds": 0]],
            wishes: [8, 8, 3, 8, 8, 8, 8, 8, 8], replicas: [2, 2, 2, 2, 3, 3, 7, 8, 8]),
        Course(testDescription: "Never above the maximum", start: 8, bounds: (2, 10), wishes: [50, 50], replicas: [10, 10]),
        Course(
            testDescription: "Never below the minimum", start: 4, bounds: (3, 10),
            behavior: ["scaleDown": ["stabilizationWindowSeconds": 0]], wishes: [1, 1], replicas: [3, 3]),
    ]

    @Test(arguments: courses) func `Replicas take the course that the documentation tells`(_ course: Course) {
        // A target of one core for each pod: what one pod uses in cores is the ratio to the target.
        let metric: JSON = ["type": "Resource", "resource": ["name": "cpu", "target": ["type": "AverageValue", "averageValue": "1000"]]]
        var trial = AutoscalerTrial(
            minReplicas: course.bounds.0, maxReplicas: course.bounds.1, metrics: [metric], behavior: course.behavior)
        var history = ScalingHistory()
        var current = course.start
        var taken: [Int] = []
        for wish in course.wishes {
            let used = Self.usage(for: wish, pods: current)
            current = trial.decide(from: current, trial.pods(used: used, request: nil), &history).replicas
            taken.append(current)
            trial.now = trial.now + .seconds(15)
        }
        #expect(taken == course.replicas)
    }

    /// Per pod in thousandths of a core, so that `ceil(pods · mean / 1000 cores)` is just the wish.
    private static func usage(for wish: Int, pods: Int) -> [Int] {
        Array(repeating: wish * 1_000_000 / pods, count: pods)
    }
}
