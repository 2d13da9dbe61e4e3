import ServiceKit
import Testing

@Suite("The proxy of the environment")
struct OutboundProxyTests {
    private func proxy(_ environment: [String: String]) throws -> OutboundProxy {
        try #require(try OutboundProxy(environment: environment))
    }

    @Test(arguments: [
        (["HTTP_PROXY": "http://127.1.0.1:15001"], "127.1.0.1", 15_001),
        (["http_proxy": "http://127.1.0.1:15001/", "HTTP_PROXY": "http://other:1"], "127.1.0.1", 15_001),
        (["http_proxy": "", "HTTP_PROXY": "egress"], "egress", 80),
        (["HTTP_PROXY": "http://[::1]:3128"], "::1", 3_128),
    ])
    func isReadAsEveryoneWritesIt(environment: [String: String], host: String, port: Int) throws {
        let proxy = try proxy(environment)
        #expect(proxy.host == host && proxy.port == port)
    }

    @Test func isNoneWhereNoneIsNamed() throws {
        #expect(try OutboundProxy(environment: ["NO_PROXY": "a"]) == nil)
        #expect(try OutboundProxy(environment: ["HTTP_PROXY": "", "HTTPS_PROXY": "http://a:1"]) == nil)
    }

    @Test(arguments: ["https://a:1", "socks5://a:1", "http://", "http://user:secret@a:1", "http://a:99999", "http://a:1/path"])
    func oneThatCannotBeUsedIsRefused(value: String) {
        #expect(throws: OutboundProxyFault(variable: "HTTP_PROXY", value: value)) { try OutboundProxy(environment: ["HTTP_PROXY": value]) }
    }

    @Test(arguments: [
        ("", "http://product-service", true),
        ("", "http://product-service:8080/path", true),
        ("", "https://product-service", false),
        ("", "http://localhost:1", false),
        ("", "http://127.0.0.1:8080", false),
        ("", "http://127.3.1.2", false),
        ("", "http://[::1]:80", false),
        ("", "http://128.0.0.1", true),
        ("10.0.0.0/8, 192.168.7.0/24", "http://10.200.3.4:80", false),
        ("10.0.0.0/8,192.168.7.0/24", "http://192.168.8.1", true),
        ("0.0.0.0/0", "http://8.8.8.8", false),
        ("0.0.0.0/0", "http://product-service", true),
        ("*", "http://product-service", false),
        ("svc.cluster.local", "http://a.shop.svc.cluster.local", false),
        (".svc.cluster.local", "http://a.shop.svc.cluster.local", false),
        ("*.svc.cluster.local", "http://a.shop.svc.cluster.local", false),
        ("cluster.local", "http://notcluster.local", true),
        ("Product-Service", "http://PRODUCT-service", false),
        ("product-service:8080", "http://product-service:8080", false),
        ("product-service:8080", "http://product-service", true),
        ("product-service:80", "http://product-service", false),
        ("10.1.2.3/99", "http://10.1.2.3", true),
    ])
    func exceptionsAreCalledDirectly(exceptions: String, url: String, isProxied: Bool) throws {
        let proxy = try proxy(["HTTP_PROXY": "http://127.1.0.1:15001", "NO_PROXY": exceptions])
        #expect(proxy.applies(to: url) == isProxied)
    }
}
