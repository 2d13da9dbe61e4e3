import Foundation
import KubeModel
import MeshControl
import Testing

/// The routing objects that the project ships and shows as examples.
@Suite("The shipped manifests in the mesh")
struct ShippedManifestTests {
    @Test func areHonouredToTheLastField() throws {
        let translation = Shipped.translate(try Shipped.base.get())
        #expect(translation.faults.isEmpty && translation.notes.isEmpty, "\(translation.faults) \(translation.notes)")
        #expect(translation.resources["edge"]?.listeners.count == 1)
        for name in ["product-service", "order-service", "payment-service", "storefront"] {
            let host = translation.resources["zone-a"]?.json.at("routes[http_proxy].virtual_hosts[\(name).shop.svc.cluster.local:80]")
            #expect(host?.isNull == false)
        }
    }

    /// Reads are asked again elsewhere when a zone hangs, and a try ends before the whole request does; writes only when they never arrived.
    @Test func readsSurviveALostZone() throws {
        let translation = Shipped.translate(try Shipped.base.get())
        let tables = translation.resources.values.flatMap(\.routes.values)
        let policies = tables.flatMap { $0["virtual_hosts"].elements }.flatMap { $0["routes"].elements }
            .filter { $0["name"].string == "reads" }.map { $0["route"] }
        #expect(policies.count >= 4)
        for action in policies {
            let retry = action["retry_policy"]
            #expect((retry["num_retries"].int ?? 0) >= 2 && !retry["per_try_timeout"].isNull)
            #expect(retry["retry_on"].string?.contains("reset") == true && retry["retry_on"].string?.contains("gateway-error") == true)
        }
        for (name, cluster) in translation.resources["zone-a"]?.clusters ?? [:] {
            #expect(!cluster["outlier_detection"].isNull, "\(name) does not fail over")
        }
    }

    @Test(arguments: ["traffic-90-10.yaml", "traffic-0-100.yaml", "traffic-100-0.yaml"])
    func theExamplesSplitAsTheirNamesSay(_ file: String) throws {
        let url = Shipped.folder.appending(path: "examples/product-v2/\(file)")
        let documents = try YAMLDocument.all(in: try String(contentsOf: url, encoding: .utf8)).map { KubeObject(try $0.get().json) }
        let names = Set(documents.map { "\($0.kind)/\($0.name)" })
        let objects = try Shipped.base.get().filter { !names.contains("\($0.kind)/\($0.name)") } + documents
        let translation = Shipped.translate(objects)
        #expect(translation.faults.isEmpty)
        let numbers = file.split(separator: ".")[0].split(separator: "-").compactMap { Int($0) }
        let routes = translation.resources["zone-a"]?.json.at("$product.routes").elements ?? []
        #expect(!routes.isEmpty)
        for route in routes {
            let clusters = route["route"]["weighted_clusters"]["clusters"].elements
            #expect(clusters.compactMap { $0["weight"].int } == numbers, "\(route["name"])")
        }
    }
}
