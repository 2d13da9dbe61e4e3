import Configuration
import Logging
import Metrics
import Telemetry

/// Logs and metrics of the whole process. Call it once, first thing. `LOG_LEVEL` in the environment goes before `level`.
func bootstrapTelemetry(environment: ConfigReader, level: Logger.Level = .info) -> PrometheusRegistry {
    let level = environment.string(forKey: "log.level").flatMap(Logger.Level.init(rawValue:)) ?? level
    LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level) }
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    return registry
}
