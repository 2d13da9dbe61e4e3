import Foundation
import TestKit
import Testing

/// A stranger buys something in a real browser, on a desk and on a phone, by clicking.
@Suite(.serialized) struct BrowserTests {
    @Test(.timeLimit(.minutes(3)), arguments: [("desktop", 1280, 900), ("phone", 390, 844)])
    func buysFromHomeToTheOrderPage(name: String, width: Int, height: Int) async throws {
        try await OpenShop.withShop { shop in
            try await WebDriver.withBrowser(width: width, height: height) { browser in
                let album = try Album(name)
                try await browser.go(to: shop.url + "/")
                try await album.add("1-home", browser)
                #expect(try await browser.text(of: ".hero h1").isEmpty == false)

                try await browser.click(".grid .card h3 a")
                try await browser.waitForPage(shop.url + "/products/")
                try await album.add("2-product", browser)
                let title = try await browser.text(of: ".product h1")
                try await browser.click("form.add-to-cart button[type=submit]")
                try await browser.waitForPage(shop.url + "/cart")
                try await album.add("3-cart", browser)
                #expect(try await browser.text(of: ".cart-line h2") == title)

                try await browser.click("a[href='/checkout']")
                try await browser.waitForPage(shop.url + "/checkout")
                try await browser.type("ada@example.com", into: "input[name=email]")
                try await browser.type("Ada Lovelace", into: "input[name=name]")
                try await browser.type("12 St James Square", into: "input[name=address]")
                try await browser.type("London", into: "input[name=city]")
                try await browser.type("SW1Y 4JH", into: "input[name=postal-code]")
                try await browser.click("select[name=country] option[value=GB]")
                try await browser.click("input[name=payment][value=tok_visa]")
                try await album.add("4-checkout", browser)
                try await browser.click("#checkout-form button[type=submit]")
                // The form was shown with the tax of the shop's own country: nobody pays a total they have not seen.
                try await eventually { try await browser.text(of: "main").contains("The total has changed") }
                try await album.add("5-total-changed", browser)
                try await browser.click("#checkout-form button[type=submit]")

                try await browser.waitForPage(shop.url + "/orders/")
                try await album.add("6-order", browser)
                #expect(try await browser.text(of: "main").contains(title))
                #expect(try await browser.text(of: ".order-head .vendor").contains("S-"))
            }
        }
    }
}

/// Screenshots, in `.souk/screenshots`, and the check that no page is wider than the window.
private struct Album {
    private let folder: String

    init(_ name: String) throws {
        folder = ".souk/screenshots/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func add(_ page: String, _ browser: WebDriver) async throws {
        try await browser.screenshot(to: "\(folder)/\(page).png")
        let overflow = try await browser.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        #expect(overflow == "false", "\(page) scrolls sideways")
    }
}
