import HotConfig
package import Hummingbird
package import Telemetry

/// The router of a process: the middleware every service has, then each module's routes behind its own admission limit.
package func buildRouter(
    modules: [ServiceModule], tokens: TokenVerifier, settings: HostSettings = HostSettings(), drain: DrainState = DrainState()
) -> Router<ShopRequestContext> {
    let router = Router(context: ShopRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        RequestScopeMiddleware(settings: settings)
        DrainMiddleware(state: drain)
        RequestMetricsMiddleware()
        ProblemMiddleware()
        AuthenticationMiddleware(tokens: tokens)
    }
    for module in modules {
        let group = router.group()
        group.add(middleware: AdmissionMiddleware(service: module.name, settings: settings.admission, priority: module.priority))
        module.routes(group)
    }
    return router
}

/// The router of the admin port: `/livez`, `/readyz`, `/metrics` and `/configz`. It is for the platform, never for the edge.
package func buildAdminRouter(
    modules: [ServiceModule], metrics: PrometheusRegistry, drain: DrainState
) -> Router<ShopRequestContext> {
    let router = Router(context: ShopRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ProblemMiddleware())
    router.get("livez") { _, _ in "ok\n" }
    router.get("readyz") { _, _ in
        let report = await ReadinessReport(modules: modules, phase: drain.phase)
        return try jsonResponse(report, status: report.isReady ? .ok : .serviceUnavailable)
    }
    router.get("metrics") { _, _ in
        jsonResponse(bytes: Array(metrics.exposition().utf8), contentType: "text/plain; version=0.0.4; charset=utf-8")
    }
    router.get("configz") { _, _ in
        try jsonResponse(["services": modules.map(\.config.report)])
    }
    return router
}
