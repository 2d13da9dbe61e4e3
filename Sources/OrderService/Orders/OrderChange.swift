import Commerce
import OrderAPI

/// What a decision of the saga makes of an order, of its stored answer and of the outbox.
struct OrderChange: Sendable, Equatable {
    enum Answer: Sendable, Equatable {
        case keep
        case store(StoredAnswer)
        /// The shop failed, not the request: the same key may be tried afresh.
        case free
    }

    var record: OrderRecord
    var event: OutboxEvent.Kind?
    var answer: Answer

    init(_ decision: SagaDecision, to record: OrderRecord) {
        self.record = record
        answer = .keep
        switch decision {
        case .confirmed:
            self.record.status = .confirmed
            event = .confirmed
            answer = .store(.order(self.record.order, status: 201))
        case .rejected(let rejection):
            self.record.status = .rejected
            self.record.reason = rejection.code
            event = .rejected
            answer = rejection.isAnswer ? .store(.refusal(Refusal(rejection))) : .free
        case .cancelled(let cause):
            self.record.status = .cancelled
            self.record.reason = cause.rawValue
            event = .cancelled
        case .refunded(let amount):
            self.record.refunded = amount
            event = amount.amount > 0 ? .refunded : nil
        }
    }
}
