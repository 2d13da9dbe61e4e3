/// One request to the shop.
struct ShopCall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    var method: Method
    var path: String
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]?
    /// Counts where it is shorter than the plan's.
    var timeout: Duration?

    init(
        _ method: Method, _ path: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil, timeout: Duration? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
