// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// MARK: Third-party products, by the package that vends them

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let inMemoryLogging = Target.Dependency.product(name: "InMemoryLogging", package: "swift-log")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let serviceContext = Target.Dependency.product(name: "ServiceContextModule", package: "swift-service-context")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// MARK: Targets

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "souk",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-service-context", exact: "1.5.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // The executable: argument parsing and composition, nothing else.
        .executableTarget(
            name: "souk",
            dependencies: [
                argumentParser, asyncHTTPClient, configuration, crypto, logging, metrics, nioCore, nioHTTP1, serviceLifecycle, unixSignals,
                "Audit", "CatalogImport", "Commerce", "ConfigMapWatch", "Delivery", "HotConfig", "KubeClient", "KubeModel",
                "LoadGenerator", "LocalCluster", "MeshControl", "NodeAgent", "OrderAPI", "OrderService", "PaymentAPI", "PaymentService",
                "ProcessControl", "ProductAPI", "ProductService", "ReleaseEngine", "ServiceKit", "Storage", "StorageSQLite", "Storefront",
                "Telemetry",
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "souk-bench",
            dependencies: [
                argumentParser, asyncHTTPClient, grdb, hummingbird, logging, nioCore, nioHTTP1, serviceLifecycle, unixSignals,
                "Commerce", "Delivery", "HotConfig", "KubeClient", "KubeModel", "LoadGenerator", "ProcessControl", "ProductAPI",
                "ProductService", "ReleaseEngine", "ReleaseSimulator", "Storage", "StorageSQLite",
            ],
            path: "Sources/Bench",
            swiftSettings: settings
        ),
        // A bad version of any service, for the tests and benches of delivery. No image that is shipped holds it.
        .executableTarget(
            name: "souk-faulty", dependencies: [nioPosix, unixSignals, "FaultProxy"], path: "Sources/Faulty", swiftSettings: settings),

        // The shop: each service on its API, each API on ServiceKit.
        library(
            "ProductService",
            [
                crypto, hummingbird, logging, metrics, nioCore, serviceLifecycle,
                "CatalogImport", "Commerce", "HotConfig", "ProductAPI", "ServiceKit", "Storage",
            ]),
        library(
            "OrderService",
            [
                crypto, hummingbird, logging, metrics, nioCore, serviceLifecycle,
                "Commerce", "HotConfig", "OrderAPI", "PaymentAPI", "ProductAPI", "ServiceKit", "Storage",
            ]),
        library(
            "PaymentService",
            [
                hummingbird, logging, metrics, serviceLifecycle,
                "Commerce", "HotConfig", "PaymentAPI", "ServiceKit", "Storage",
            ]),
        library(
            "Storefront",
            [
                asyncHTTPClient, httpTypes, hummingbird, logging, mustache, nioCore,
                "Commerce", "HotConfig", "OrderAPI", "PaymentAPI", "ProductAPI", "ServiceKit",
            ], resources: [.embedInCode("Templates"), .embedInCode("Assets")]),
        library("ProductAPI", ["Commerce", "ServiceKit", httpTypes]),
        library("OrderAPI", ["Commerce", "PaymentAPI", "ProductAPI", "ServiceKit", httpTypes]),
        library("PaymentAPI", ["Commerce", "ServiceKit", httpTypes]),

        // What every service stands on.
        library(
            "ServiceKit",
            [
                asyncHTTPClient, configuration, crypto, httpTypes, hummingbird, jwtKit, logging, metrics, nioCore, nioHTTP1,
                serviceContext, serviceLifecycle, unixSignals, "HotConfig", "Storage", "Telemetry",
            ]),
        library("ConfigMapWatch", [logging, serviceLifecycle, "HotConfig", "KubeModel"]),
        library("HotConfig", [configuration, crypto, logging, metrics, serviceLifecycle, yams]),
        library("Telemetry", [logging, metrics, serviceContext]),
        library("Storage", ["Commerce"]),
        library("StorageSQLite", [grdb, logging, metrics, "Storage"]),
        library("Commerce", []),

        // The platform: the Kubernetes and Istio of one machine, and their clients.
        library("KubeModel", [yams]),
        library("KubeClient", [asyncHTTPClient, logging, nioCore, nioHTTP1, nioPosix, nioSSL, yams, "KubeModel"]),
        library("KubeControllers", ["KubeModel"]),
        library("ProcessControl", []),
        library(
            "Delivery",
            [
                asyncHTTPClient, crypto, logging, nioCore, serviceLifecycle, "ConfigMapWatch", "HotConfig", "KubeControllers", "KubeModel",
                "ReleaseEngine",
            ]),
        library("ReleaseEngine", []),
        library("ReleaseSimulator", ["ReleaseEngine"]),
        library("NodeAgent", [crypto, logging, nioCore, nioPosix, nioSSL, serviceLifecycle, "KubeModel", "ProcessControl"]),
        library(
            "MeshControl",
            [
                asyncHTTPClient, httpTypes, hummingbird, logging, nioCore, nioHTTP1, serviceLifecycle, "KubeModel", "ProcessControl",
            ]),
        library(
            "LocalCluster",
            [
                asn1, crypto, httpTypes, hummingbird, hummingbirdTLS, logging, nioCore, nioHTTP1, nioSSL, serviceLifecycle, x509,
                "KubeControllers", "KubeModel", "Storage",
            ]),

        // Tools round the shop.
        library("CatalogImport", ["Commerce", "ProductAPI"]),
        library(
            "LoadGenerator", [asyncHTTPClient, histogram, logging, nioCore, "Audit", "Commerce", "OrderAPI", "PaymentAPI", "ProductAPI"]),
        library("Audit", ["Commerce"]),

        // Tests.
        library("FaultProxy", [nioCore, nioHTTP1, nioPosix]),
        library("TestKit", [logging, "StorageSQLite"]),
        tests("AuditTests", ["Audit", "Commerce"]),
        tests("CatalogImportTests", ["CatalogImport", "Commerce", "ProductAPI", "TestKit"]),
        tests("CommerceTests", ["Commerce"]),
        tests(
            "ConfigMapWatchTests", [inMemoryLogging, logging, serviceLifecycle, "ConfigMapWatch", "HotConfig", "KubeModel", "TestKit"]),
        tests(
            "EndToEndTests",
            [
                asyncHTTPClient, nioCore, nioHTTP1, nioPosix,
                "Audit", "Commerce", "FaultProxy", "LoadGenerator", "OrderAPI", "ProcessControl", "ProductAPI", "TestKit",
            ]),
        tests("FaultProxyTests", [asyncHTTPClient, httpTypes, hummingbird, logging, nioCore, nioHTTP1, nioPosix, "FaultProxy", "TestKit"]),
        tests("KubeClientTests", [httpTypes, hummingbird, logging, nioCore, serviceLifecycle, "KubeClient", "KubeModel", "TestKit"]),
        tests(
            "KubeContractTests",
            [
                logging, nioHTTP1, serviceLifecycle,
                "KubeClient", "KubeControllers", "KubeModel", "LocalCluster", "StorageSQLite", "TestKit",
            ]),
        tests("KubeControllersTests", ["KubeControllers", "KubeModel", "TestKit"]),
        tests("KubeModelTests", ["KubeModel", "TestKit"]),
        tests(
            "LocalClusterTests",
            [
                asyncHTTPClient, logging, nioCore, nioHTTP1, nioSSL, serviceLifecycle,
                "KubeClient", "KubeControllers", "KubeModel", "LocalCluster", "Storage", "StorageSQLite", "TestKit",
            ]),
        tests(
            "MeshControlTests",
            [
                asyncHTTPClient, configuration, httpTypes, hummingbird, logging, nioCore, nioHTTP1, serviceLifecycle,
                "KubeModel", "MeshControl", "ProcessControl", "ServiceKit", "TestKit",
            ], exclude: ["Cases"]),
        tests("NodeAgentTests", [logging, "KubeModel", "LocalCluster", "NodeAgent", "ProcessControl", "StorageSQLite", "TestKit"]),
        tests("ProcessControlTests", ["ProcessControl", "TestKit"]),
        tests(
            "DeliveryTests",
            [
                asyncHTTPClient, httpTypes, hummingbird, logging, metrics, nioCore, nioHTTP1, serviceLifecycle,
                "ConfigMapWatch", "Delivery", "HotConfig", "KubeModel", "LocalCluster", "MeshControl", "OrderService", "PaymentService",
                "ReleaseEngine", "StorageSQLite", "Telemetry", "TestKit",
            ]),
        tests("ReleaseEngineTests", ["ReleaseEngine", "ReleaseSimulator"]),
        tests("HotConfigTests", [configuration, logging, metrics, metricsTestKit, serviceLifecycle, "HotConfig", "TestKit"]),
        tests(
            "LoadGeneratorTests",
            [
                httpTypes, hummingbird, logging, nioCore,
                "Audit", "Commerce", "LoadGenerator", "OrderAPI", "PaymentAPI", "ProductAPI", "TestKit",
            ]),
        tests(
            "OrderServiceTests",
            [
                crypto, httpTypes, hummingbird, hummingbirdTesting, inMemoryLogging, logging, metricsTestKit, nioCore, serviceLifecycle,
                "Commerce", "HotConfig", "OrderAPI", "OrderService", "PaymentAPI", "ProductAPI", "ServiceKit", "Storage", "StorageSQLite",
                "TestKit",
            ]),
        tests(
            "PaymentServiceTests",
            [
                asyncHTTPClient, hummingbird, hummingbirdTesting, inMemoryLogging, logging, metricsTestKit, nioCore, serviceLifecycle,
                "Commerce", "HotConfig", "PaymentAPI", "PaymentService", "ServiceKit", "Storage", "StorageSQLite", "TestKit",
            ]),
        tests(
            "ProductServiceTests",
            [
                hummingbird, hummingbirdTesting, logging, nioCore, serviceLifecycle,
                "CatalogImport", "Commerce", "HotConfig", "ProductAPI", "ProductService", "ServiceKit", "Storage", "StorageSQLite",
                "TestKit",
            ]),
        tests(
            "ServiceKitTests",
            [
                asyncHTTPClient, httpTypes, hummingbird, hummingbirdTesting, logging, nioCore, nioHTTP1, nioPosix, serviceContext,
                serviceLifecycle, "HotConfig", "ServiceKit", "Telemetry", "TestKit",
            ]),
        tests("StorageTests", [logging, "Commerce", "Storage", "StorageSQLite", "TestKit"]),
        tests(
            "StorefrontTests",
            [
                hummingbird, hummingbirdTesting, nioCore,
                "Commerce", "HotConfig", "OrderAPI", "PaymentAPI", "ProductAPI", "ServiceKit", "Storefront", "TestKit",
            ]),
        tests("TelemetryTests", [logging, metrics, serviceContext, "Telemetry"]),
    ]
)
