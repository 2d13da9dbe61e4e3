import KubeControllers
import KubeModel
import Testing

/// The decisions for one moment, as they follow from the documentation ("Horizontal Pod Autoscaling: algorithm details"):
/// desired = ceil(current · metric / target), none within the tolerance of 0.1; and for pods that cannot be judged by their metric the
/// rules that "dampen" the change. The numbers were reckoned apart from this code, in exact fractions, from that text.
@Suite struct AutoscalerTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let current: Int
        /// Percent of the request.
        let target: Int
        /// Per pod, in thousandths of a core.
        let request: Int
        /// Of the ready pods.
        let used: [Int]
        var missing = 0
        var unready = 0
        let desired: Int
    }

    static let rows: [Row] = [
        Row(testDescription: "At its target: ceil(3 · 50/50)", current: 3, target: 50, request: 100, used: [50, 50, 50], desired: 3),
        Row(
            testDescription: "Twice its target: ceil(3 · 100/50)", current: 3, target: 50, request: 100, used: [100, 100, 100], desired: 6),
        Row(
            testDescription: "Half its target: ceil(3 · 25/50) = ceil(1.5)", current: 3, target: 50, request: 100, used: [25, 25, 25],
            desired: 2),
        Row(
            testDescription: "55/50 = 1.1 is within the tolerance", current: 4, target: 50, request: 100, used: [55, 55, 55, 55], desired: 4
        ),
        Row(
            testDescription: "56/50 = 1.12 is not: ceil(4 · 1.12)", current: 4, target: 50, request: 100, used: [56, 56, 56, 56], desired: 5
        ),
        Row(
            testDescription: "45/50 = 0.9 is within the tolerance", current: 10, target: 50, request: 100,
            used: Array(repeating: 45, count: 10), desired: 10),
        Row(
            testDescription: "44/50 = 0.88 is not: ceil(10 · 0.88)", current: 10, target: 50, request: 100,
            used: Array(repeating: 44, count: 10), desired: 9),
        Row(
            testDescription: "The mean counts: 200/4 = 50 percent", current: 4, target: 50, request: 100, used: [200, 0, 0, 0], desired: 4),
        Row(
            testDescription: "300m of 250m are 120 percent: ceil(2 · 120/60)", current: 2, target: 60, request: 250, used: [300, 300],
            desired: 4),
        Row(
            testDescription: "Missing is 0 on the way up: 300/400 = 75 percent, ceil(4 · 1.5)", current: 4, target: 50, request: 100,
            used: [100, 100, 100], missing: 1, desired: 6),
        Row(
            testDescription: "210/600 = 35 percent would turn the direction", current: 6, target: 50, request: 100, used: [70, 70, 70],
            missing: 3, desired: 6),
        Row(
            testDescription: "Missing is 100 percent on the way down: 160/400 = 40 percent, ceil(4 · 0.8)", current: 4, target: 50,
            request: 100, used: [20, 20, 20], missing: 1, desired: 4),
        Row(
            testDescription: "280/400 = 70 percent would turn the direction", current: 4, target: 50, request: 100, used: [40, 40],
            missing: 2, desired: 4),
        Row(
            testDescription: "Above 100 missing is the target: 300/400 = 75 percent, ceil(4 · 0.5)", current: 4, target: 150, request: 100,
            used: [50, 50, 50], missing: 1, desired: 2),
        Row(
            testDescription: "Unready is 0 on the way up: 1200/3000 = 40 percent, ceil(3 · 4/3)", current: 3, target: 30, request: 1000,
            used: [500, 700], unready: 1, desired: 4),
        Row(
            testDescription: "120/600 = 20 percent would turn the direction", current: 6, target: 50, request: 100, used: [60, 60],
            unready: 4, desired: 6),
        Row(
            testDescription: "Unready ones are left out on the way down: ceil(3 · 0.2)", current: 5, target: 50, request: 100,
            used: [10, 10, 10], unready: 2, desired: 1),
        Row(
            testDescription: "Both are 0 on the way up: 450/500 = 90 percent, ceil(5 · 1.8)", current: 5, target: 50, request: 100,
            used: [150, 150, 150], missing: 1, unready: 1, desired: 9),
        Row(testDescription: "One pod far above: ceil(1 · 400/50)", current: 1, target: 50, request: 100, used: [400], desired: 8),
    ]

    @Test(arguments: rows) func `Utilization decides by the formula`(_ row: Row) {
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [AutoscalerTrial.utilization(row.target)], behavior: AutoscalerTrial.unbounded)
        let pods = trial.pods(used: row.used, missing: row.missing, unready: row.unready, request: "\(row.request)m")
        #expect(trial.decide(from: row.current, pods).replicas == row.desired)
    }

    @Test(
        arguments: [
            ("ceil(2 · 150/100)", 2, 100, [150, 150], 0, 3), ("mean 40: ceil(3 · 0.4)", 3, 100, [30, 40, 50], 0, 2),
            ("missing is 0: mean 225, ceil(4 · 1.125)", 4, 200, [300, 300, 300], 1, 5),
            ("missing is the target: mean 87, ceil(4 · 0.435)", 4, 200, [50, 50, 50], 1, 2),
            ("1.04 is within the tolerance", 3, 100, [104, 104, 104], 0, 3),
        ] as [(String, Int, Int, [Int], Int, Int)])
    func `An average value decides by the formula`(
        _ how: String, _ current: Int, _ target: Int, _ used: [Int], _ missing: Int, _ desired: Int
    ) {
        let metric: JSON = [
            "type": "Resource", "resource": ["name": "cpu", "target": ["type": "AverageValue", "averageValue": .string("\(target)m")]],
        ]
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [metric], behavior: AutoscalerTrial.unbounded)
        #expect(trial.decide(from: current, trial.pods(used: used, missing: missing, request: nil)).replicas == desired, "\(how)")
    }

    @Test(
        arguments: [
            // 48/50 = 0.96 is beyond 0.01 below; 52/50 = 1.04 is beyond 0.01 above; each is within the 0.1 of the other direction.
            (48, "0.1", "0.01", 10), (52, "0.01", "0.1", 11), (52, "0.1", "0.01", 10), (49, "0.01", "0.03", 10),
            // ceil(10 · 0.9) = 9 for 45 of 50 with a tolerance of 0.05.
            (45, "0.1", "0.05", 9),
        ] as [(Int, String, String, Int)])
    func `Each direction has its own tolerance`(_ used: Int, _ up: String, _ down: String, _ desired: Int) {
        var behavior = AutoscalerTrial.unbounded
        behavior[path: ["scaleUp", "tolerance"]] = .string(up)
        behavior[path: ["scaleDown", "tolerance"]] = .string(down)
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [AutoscalerTrial.utilization(50)], behavior: behavior)
        let pods = trial.pods(used: Array(repeating: used, count: 10), request: "100m")
        #expect(trial.decide(from: 10, pods).replicas == desired)
    }
}
