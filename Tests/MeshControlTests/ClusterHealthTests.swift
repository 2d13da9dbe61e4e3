import MeshControl
import Testing

@Suite("Whom a proxy can reach")
struct ClusterHealthTests {
    private let health = ClusterHealth(
        reading: """
            cluster.outbound|80||product-service.shop.svc.cluster.local.membership_healthy: 0
            cluster.outbound|80||product-service.shop.svc.cluster.local.membership_total: 2
            cluster.outbound|80|v1|product-service.shop.svc.cluster.local.membership_healthy: 0
            cluster.outbound|80|v1|product-service.shop.svc.cluster.local.membership_total: 2
            cluster.outbound|80||order-service.shop.svc.cluster.local.membership_healthy: 1
            cluster.outbound|80||order-service.shop.svc.cluster.local.membership_total: 2
            cluster.outbound|80|v0|order-service.shop.svc.cluster.local.membership_healthy: 0
            cluster.outbound|80|v0|order-service.shop.svc.cluster.local.membership_total: 0
            cluster.outbound|80||payment-service.shop.svc.cluster.local.membership_total: 0
            nonsense
            """)

    @Test func clustersWithoutAHealthyEndpointAreNamed() {
        #expect(
            health.silent == [
                "outbound|80|v1|product-service.shop.svc.cluster.local", "outbound|80||product-service.shop.svc.cluster.local",
            ])
    }

    @Test func aServiceIsMissingWhereNoneOfItsClustersAnswers() {
        #expect(health.isMissing("product-service") && health.isMissing("payment-service"))
        #expect(!health.isMissing("order-service"))
        #expect(!health.isMissing("storefront"), "this proxy does not route to it")
    }
}
