import Configuration
import Logging
import Metrics
import Telemetry

/// Logs and metrics of the whole process. Call it once, first thing.
func bootstrapTelemetry(environment: ConfigReader) -> PrometheusRegistry {
    let level = environment.string(forKey: "log.level").flatMap(Logger.Level.init(rawValue:)) ?? .info
    LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level) }
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    return registry
}
