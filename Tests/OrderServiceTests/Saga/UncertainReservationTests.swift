import Commerce
import Hummingbird
import HummingbirdTesting
import Logging
import ProductAPI
import ServiceKit
import Synchronization
import Testing

/// A refusal after a try that may still be carried out: taken for final, it would leave stock held for an order that is over.
@Suite struct UncertainReservationTests {
    @Test(arguments: [ProductProblemCode.outOfStock, ProductProblemCode.reservationClosed])
    func aRefusalSettlesNothingAfterAnUnknownOutcome(code: String) async throws {
        let tries = Mutex(0)
        let router = Router()
        router.put("internal/reservations/{order}") { _, _ -> Response in
            let count = tries.withLock { tries in
                tries += 1
                return tries
            }
            guard count > 1 else { return Response(status: .internalServerError) }
            throw Problem(.conflict, code, "Refused.", members: ["lines": [ShortLine]()])
        }
        let (order, lines) = (OrderID.random(), [StockLine(sku: try #require(SKU("MUG")), quantity: 1)])
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0))).test(.live) { server in
            let port = try #require(server.port)
            try await OutboundPool.withPool { http in
                let outbound = OutboundClient(
                    service: "product-service", baseURLs: ["http://127.0.0.1:\(port)"], token: nil, http: http,
                    logger: Logger(label: "test"))
                let client = HTTPProductClient(client: outbound)
                let unknown = OutboundError.outcomeUnknown(
                    service: "product-service", reason: "answered 409 after a try with unknown outcome")
                await #expect(throws: unknown) { try await client.reserve(lines, for: order) }
                let refusal: ReserveOutcome = code == ProductProblemCode.outOfStock ? .outOfStock([]) : .closed
                let second = try await client.reserve(lines, for: order)
                #expect(second == refusal)
            }
        }
    }
}
