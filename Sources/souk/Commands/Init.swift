import ArgumentParser
import Foundation

/// Prepares the folder of a shop.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the folder of a shop: keys, tokens and documented configuration. What is there stays as it is.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        try await home.home.prepare()
        try home.home.prepareConfig()
        say("The shop's folder is \(home.home.root); its admin token is in \(home.home.adminToken).")
    }
}

/// `--home`, which most commands have.
struct HomeOption: ParsableArguments {
    @Option(name: .customLong("home"), help: "The folder of the shop.")
    var path = ".souk"

    var home: ShopHome { ShopHome(root: path) }

    /// With a path that also other processes understand.
    var absolute: ShopHome { ShopHome(root: URL(filePath: path).standardizedFileURL.path) }
}
