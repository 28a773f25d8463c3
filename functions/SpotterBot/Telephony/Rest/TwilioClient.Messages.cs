namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>Sends a text, or leaves one to be sent later. Ambiguous as <see cref="CreateCallAsync"/> is; <see cref="FindMessageAsync"/> looks for it.</summary>
    /// <exception cref="ArgumentException">It is to be sent later, and there is no messaging service: Twilio would send it at once.</exception>
    public async Task<Sent<MessageResource>> CreateMessageAsync(CreateMessage message, CancellationToken cancellationToken = default)
    {
        const string Operation = "create message";
        ArgumentNullException.ThrowIfNull(message);
        if (IsGuarded<MessageResource>(Operation, message.To, out var refused)) return refused;

        var service = message.MessagingServiceSid ?? _options.MessagingServiceSid;
        if (message.SendAt is not null && string.IsNullOrEmpty(service)) throw new ArgumentException("Only a messaging service sends a text later.", nameof(message));

        var form = new TwilioForm()
            .Add("To", message.To)
            .Add("From", message.From ?? (string.IsNullOrEmpty(service) && _options.Numbers is [var first, ..] ? first : null))
            .Add("MessagingServiceSid", string.IsNullOrEmpty(service) ? null : service)
            .Add("Body", message.Body)
            .Add("StatusCallback", message.StatusCallback)
            .Add("ValidityPeriod", message.ValidityPeriod)
            .Add("ScheduleType", message.SendAt is null ? null : "fixed")
            .Add("SendAt", message.SendAt);
        var kind = message.SendAt is null ? CreateKind(message.Urgent) : RequestKind.SpareCreate;
        return await PostAsync(Operation, kind, "/Messages.json", form, MessageResource.Read, cancellationToken);
    }

    /// <summary>Takes back a text that was to be sent later; answers what has become of it, if it cannot be taken back any more.</summary>
    public async Task<Sent<MessageResource>> CancelMessageAsync(string messageSid, CancellationToken cancellationToken = default)
    {
        var canceled = await PostAsync(
            "cancel message", RequestKind.Update, Path("Messages", messageSid), new TwilioForm().Add("Status", "canceled"), MessageResource.Read, cancellationToken);

        // A repeat of a request whose answer was lost is refused as well.
        return canceled is Sent<MessageResource>.Refused { Failure.Code: ProviderErrors.CannotBeCanceled }
            ? await FetchMessageAsync(RequestKind.UrgentRead, messageSid, cancellationToken)
            : canceled;
    }

    /// <summary>Reads one text.</summary>
    public Task<Sent<MessageResource>> FetchMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        FetchMessageAsync(RequestKind.Read, messageSid, cancellationToken);

    /// <summary>Lists texts, newest first, one page.</summary>
    public Task<Sent<IReadOnlyList<MessageResource>>> ListMessagesAsync(ListMessages filter, CancellationToken cancellationToken = default) =>
        ListMessagesAsync(RequestKind.Read, filter, cancellationToken);

    /// <summary>Empties a text at Twilio and keeps the record that there was one.</summary>
    public Task<Sent<MessageResource>> RedactMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        PostAsync("redact message", RequestKind.Update, Path("Messages", messageSid), new TwilioForm().Add("Body", ""), MessageResource.Read, cancellationToken);

    /// <summary>Deletes a text and its record at Twilio.</summary>
    public Task<Sent<Done>> DeleteMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        DeleteAsync("delete message", Path("Messages", messageSid), cancellationToken);

    private Task<Sent<MessageResource>> FetchMessageAsync(RequestKind kind, string messageSid, CancellationToken cancellationToken) =>
        GetAsync("fetch message", kind, Path("Messages", messageSid), MessageResource.Read, cancellationToken);

    private Task<Sent<IReadOnlyList<MessageResource>>> ListMessagesAsync(RequestKind kind, ListMessages filter, CancellationToken cancellationToken)
    {
        var query = new TwilioForm()
            .Add("To", filter.To)
            .Add("From", filter.From)
            .Add("DateSent>", filter.SentFrom) // With the "=" behind it this says "at or after".
            .Add("PageSize", filter.PageSize.ToString())
            .Query();
        return ListAsync("list messages", kind, "/Messages.json" + query, "messages", MessageResource.Read, cancellationToken);
    }
}
