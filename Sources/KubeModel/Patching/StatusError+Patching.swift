extension StatusError {
    /// 422: the patch is well formed, and cannot be applied to this object.
    static func patchDoesNotApply(_ why: String) -> StatusError {
        StatusError(
            code: 422, reason: .invalid, message: "the server rejected our request due to an error in our request: \(why)")
    }

    /// 415: this kind takes patches of other formats only.
    static let patchFormatNotSupported = StatusError(
        code: 415, reason: .unsupportedMediaType,
        message: "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
}
