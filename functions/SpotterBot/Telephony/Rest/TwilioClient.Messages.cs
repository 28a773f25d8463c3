namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>Sends a text. Ambiguous as <see cref="CreateCallAsync"/> is; <see cref="FindMessageAsync"/> looks for it.</summary>
    public async Task<Sent<MessageResource>> CreateMessageAsync(CreateMessage message, CancellationToken cancellationToken = default)
    {
        const string Operation = "create message";
        ArgumentNullException.ThrowIfNull(message);
        if (IsGuarded<MessageResource>(Operation, message.To, out var refused)) return refused;

        var service = message.MessagingServiceSid ?? _options.MessagingServiceSid;
        var form = new TwilioForm()
            .Add("To", message.To)
            .Add("From", message.From)
            .Add("MessagingServiceSid", string.IsNullOrEmpty(service) ? null : service)
            .Add("Body", message.Body)
            .Add("StatusCallback", message.StatusCallback)
            .Add("ValidityPeriod", message.ValidityPeriod);
        return await PostAsync(Operation, CreateKind(message.Urgent), "/Messages.json", form, MessageResource.Read, cancellationToken);
    }

    /// <summary>Reads one text.</summary>
    public Task<Sent<MessageResource>> FetchMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        GetAsync("fetch message", RequestKind.Read, Path("Messages", messageSid), MessageResource.Read, cancellationToken);

    /// <summary>Lists texts, newest first, one page.</summary>
    public Task<Sent<IReadOnlyList<MessageResource>>> ListMessagesAsync(ListMessages filter, CancellationToken cancellationToken = default) =>
        ListMessagesAsync(RequestKind.Read, filter, cancellationToken);

    /// <summary>Empties a text at Twilio and keeps the record that there was one.</summary>
    public Task<Sent<MessageResource>> RedactMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        PostAsync("redact message", RequestKind.Update, Path("Messages", messageSid), new TwilioForm().Add("Body", ""), MessageResource.Read, cancellationToken);

    /// <summary>Deletes a text and its record at Twilio.</summary>
    public Task<Sent<Done>> DeleteMessageAsync(string messageSid, CancellationToken cancellationToken = default) =>
        DeleteAsync("delete message", Path("Messages", messageSid), cancellationToken);

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
