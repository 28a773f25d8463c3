namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>Twilio's clock and ours may differ by so much, and its instants are cut to the second.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(3);

    /// <summary>Looks for the call that an ambiguous create may have placed.</summary>
    /// <remarks>
    /// Twilio's filter by start time is not used: a call that still waits in the queue has none and would be missed, and then dialled twice.
    /// The newest calls to the number are read and judged here.
    /// </remarks>
    /// <param name="to">The number that was to be called, in E.164.</param>
    /// <param name="notBeforeUtc">When the create was sent.</param>
    /// <param name="from">Only from this number; null for any.</param>
    /// <param name="except">SIDs known to belong to other attempts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Reconciled<CallResource>> FindCallAsync(
        string to,
        DateTimeOffset notBeforeUtc,
        string? from = null,
        IReadOnlySet<string>? except = null,
        CancellationToken cancellationToken = default)
    {
        var listed = await ListCallsAsync(RequestKind.UrgentRead, new ListCalls { To = to, From = from }, cancellationToken);
        return Nearest(
            listed,
            notBeforeUtc,
            call => except?.Contains(call.Sid) != true && call.Direction is null or "outbound-api",
            call => call.DateCreated ?? call.StartTime ?? (call.Status.IsEnd() ? null : notBeforeUtc));
    }

    /// <summary>Looks for the text that an ambiguous create may have sent, or left to be sent. One that was taken back counts as none.</summary>
    /// <param name="to">The number that was to be texted, in E.164.</param>
    /// <param name="notBeforeUtc">When the create was sent.</param>
    /// <param name="body">Only with exactly this body; null for any.</param>
    /// <param name="except">SIDs known to belong to other attempts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Reconciled<MessageResource>> FindMessageAsync(
        string to,
        DateTimeOffset notBeforeUtc,
        string? body = null,
        IReadOnlySet<string>? except = null,
        CancellationToken cancellationToken = default)
    {
        var listed = await ListMessagesAsync(RequestKind.UrgentRead, new ListMessages { To = to }, cancellationToken);
        return Nearest(
            listed,
            notBeforeUtc,
            message => except?.Contains(message.Sid) != true
                && (body is null || string.Equals(message.Body, body, StringComparison.Ordinal))
                && message.Direction is not "inbound"
                && message.Status != MessageStatus.Canceled,
            message => message.DateCreated ?? message.DateSent);
    }

    /// <summary>Of those made since the instant, the one made nearest to it. One without any instant is live and therefore recent.</summary>
    private static Reconciled<T> Nearest<T>(
        Sent<IReadOnlyList<T>> listed, DateTimeOffset notBeforeUtc, Func<T, bool> matches, Func<T, DateTimeOffset?> madeAt)
        where T : class
    {
        if (listed is not Sent<IReadOnlyList<T>>.Ok(var items)) return new Reconciled<T>.Unknown(listed.Why!);

        var found = items
            .Where(matches)
            .Where(item => madeAt(item) >= notBeforeUtc - ClockSlack)
            .MinBy(item => (madeAt(item)!.Value - notBeforeUtc).Duration());
        return found is null ? new Reconciled<T>.NotFound() : new Reconciled<T>.Found(found);
    }
}
