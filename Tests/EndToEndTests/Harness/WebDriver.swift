import Foundation
import TestKit

/// A headless Chromium, driven through chromedriver as the W3C WebDriver standard says.
struct WebDriver: Sendable {
    /// How the standard marks a reference to an element.
    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    private let session: String

    /// Starts a browser with a window of that size, hands it to `body`, and ends it whatever happens.
    static func withBrowser(width: Int, height: Int, _ body: (WebDriver) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let port = try freePorts(1)[0]
            let environment = ["HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin"]
            let driver = try ChildProcess.start(
                "/usr/bin/chromedriver", ["--port=\(port)"], environment: environment, log: folder + "/chromedriver.log")
            do {
                try await eventually(within: .seconds(30)) { await HTTP.status("http://127.0.0.1:\(port)/status") == 200 }
                let browser = try await open(port: port, folder: folder, width: width, height: height)
                do {
                    try await body(browser)
                } catch {
                    try? await browser.close()
                    throw error
                }
                try await browser.close()
            } catch {
                try await driver.killHard()
                throw error
            }
            try await driver.killHard()
        }
    }

    private static func open(port: Int, folder: String, width: Int, height: Int) async throws -> WebDriver {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--window-size=\(width),\(height)", "--user-data-dir=\(folder)/profile", "--disable-background-networking",
            "--force-prefers-reduced-motion",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        var options: [String: Any] = ["args": arguments]
        if width < 600 {
            // Headless Chromium opens no window as narrow as a phone: the emulation does it.
            options["mobileEmulation"] = [
                "deviceMetrics": ["width": width, "height": height, "pixelRatio": 1, "mobile": true, "touch": true]
            ]
        }
        let capabilities: [String: Any] = ["capabilities": ["alwaysMatch": ["browserName": "chrome", "goog:chromeOptions": options]]]
        let value = try await call("POST", "http://127.0.0.1:\(port)/session", capabilities)
        guard let session = (value as? [String: Any])?["sessionId"] as? String else {
            throw SpawnError(program: "chromedriver", reason: "no session: \(value)")
        }
        return WebDriver(session: "http://127.0.0.1:\(port)/session/\(session)")
    }

    func go(to url: String) async throws { _ = try await Self.call("POST", session + "/url", ["url": url]) }

    func currentURL() async throws -> String { try await Self.call("GET", session + "/url", nil) as? String ?? "" }

    /// Waits until a page whose address begins like this has been loaded.
    func waitForPage(_ prefix: String) async throws {
        do {
            try await eventually(within: .seconds(15)) {
                guard try await currentURL().hasPrefix(prefix) else { return false }
                return try await evaluate("document.readyState") == "complete"
            }
        } catch {
            throw SpawnError(program: "browser", reason: "is at \(try await currentURL()) and not at \(prefix)")
        }
    }

    /// Brings the element to the middle of the window first, as a person would scroll.
    func click(_ selector: String) async throws {
        let element = try await element(selector)
        _ = try await Self.call(
            "POST", session + "/execute/sync",
            ["script": "arguments[0].scrollIntoView({block: 'center'})", "args": [[Self.elementKey: element]]])
        _ = try await Self.call("POST", "\(session)/element/\(element)/click", [:])
    }

    func type(_ text: String, into selector: String) async throws {
        let element = try await element(selector)
        _ = try await Self.call("POST", "\(session)/element/\(element)/clear", [:])
        _ = try await Self.call("POST", "\(session)/element/\(element)/value", ["text": text])
    }

    func text(of selector: String) async throws -> String {
        try await Self.call("GET", "\(session)/element/\(try await element(selector))/text", nil) as? String ?? ""
    }

    /// The value of a JavaScript expression; the pages themselves have none.
    func evaluate(_ expression: String) async throws -> String {
        let value = try await Self.call("POST", session + "/execute/sync", ["script": "return String(\(expression))", "args": [Int]()])
        return value as? String ?? ""
    }

    /// Writes a PNG of what is seen.
    func screenshot(to path: String) async throws {
        guard let text = try await Self.call("GET", session + "/screenshot", nil) as? String, let png = Data(base64Encoded: text) else {
            throw SpawnError(program: "chromedriver", reason: "no screenshot")
        }
        try png.write(to: URL(filePath: path))
    }

    private func close() async throws { _ = try await Self.call("DELETE", session, nil) }

    private func element(_ selector: String) async throws -> String {
        let found = try await Self.call("POST", session + "/element", ["using": "css selector", "value": selector])
        guard let identifier = (found as? [String: Any])?[Self.elementKey] as? String else {
            throw SpawnError(program: "page", reason: "nothing matches \(selector) at \(try await currentURL())")
        }
        return identifier
    }

    private static func call(_ method: String, _ url: String, _ body: [String: Any]?) async throws -> Any {
        let text = try body.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
        let answer = try await HTTP.send(method, url, headers: ["Content-Type": "application/json"], body: text, timeout: .seconds(60))
        let value = try answer.object()["value"] ?? ""
        guard answer.status == 200 else { throw SpawnError(program: "WebDriver \(method) \(url)", reason: answer.body) }
        return value
    }
}
