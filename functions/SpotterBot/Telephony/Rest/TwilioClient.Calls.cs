namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>
    /// Places a call. A time-out, a broken connection or a server error after sending is <see cref="Sent{T}.Ambiguous"/>: the phone may be
    /// ringing, so <see cref="FindCallAsync"/> comes before another try.
    /// </summary>
    public async Task<Sent<CallResource>> CreateCallAsync(CreateCall call, CancellationToken cancellationToken = default)
    {
        const string Operation = "create call";
        ArgumentNullException.ThrowIfNull(call);
        if (IsGuarded<CallResource>(Operation, call.To, out var refused)) return refused;

        var form = new TwilioForm()
            .Add("To", call.To)
            .Add("From", call.From)
            .Add("Url", call.Url)
            .Add("Twiml", call.Document)
            .Add("FallbackUrl", call.FallbackUrl)
            .Add("StatusCallback", call.StatusCallback)
            .Add("StatusCallbackEvent", call.StatusCallback is null ? CallEvents.None : call.StatusCallbackEvents)
            .Add("Timeout", call.Timeout)
            .Add("TimeLimit", call.TimeLimit)
            .Add("SendDigits", call.SendDigits);
        return await PostAsync(Operation, CreateKind(call.Urgent), "/Calls.json", form, CallResource.Read, cancellationToken);
    }

    /// <summary>Reads one call. Twilio's reads lag a little behind its webhooks: where they disagree the webhook is right.</summary>
    public Task<Sent<CallResource>> FetchCallAsync(string callSid, CancellationToken cancellationToken = default) =>
        GetAsync("fetch call", RequestKind.Read, Path("Calls", callSid), CallResource.Read, cancellationToken);

    /// <summary>Lists calls, newest first, one page.</summary>
    public Task<Sent<IReadOnlyList<CallResource>>> ListCallsAsync(ListCalls filter, CancellationToken cancellationToken = default) =>
        ListCallsAsync(RequestKind.Read, filter, cancellationToken);

    /// <summary>Takes a live call out of whatever it is doing and has it fetch another document. An ended call is <see cref="FailureKind.Gone"/>.</summary>
    public Task<Sent<CallResource>> RedirectCallAsync(string callSid, string url, CancellationToken cancellationToken = default) =>
        UpdateCallAsync("redirect call", callSid, new TwilioForm().Add("Url", url).Add("Method", "POST"), cancellationToken);

    /// <summary>Gives a live call a new time limit, counted from its start.</summary>
    public Task<Sent<CallResource>> ExtendCallAsync(string callSid, TimeSpan timeLimit, CancellationToken cancellationToken = default) =>
        UpdateCallAsync("extend call", callSid, new TwilioForm().Add("TimeLimit", timeLimit), cancellationToken);

    /// <summary>Ends a call, ringing or answered.</summary>
    public Task<Sent<CallResource>> CompleteCallAsync(string callSid, CancellationToken cancellationToken = default) =>
        UpdateCallAsync("complete call", callSid, new TwilioForm().Add("Status", "completed"), cancellationToken);

    /// <summary>
    /// Takes back a call that nothing has answered yet. One that was answered meanwhile goes on: the answer's status tells, and
    /// <see cref="CompleteCallAsync"/> ends it.
    /// </summary>
    public Task<Sent<CallResource>> CancelCallAsync(string callSid, CancellationToken cancellationToken = default) =>
        UpdateCallAsync("cancel call", callSid, new TwilioForm().Add("Status", "canceled"), cancellationToken);

    private static RequestKind CreateKind(bool urgent) => urgent ? RequestKind.UrgentCreate : RequestKind.Create;

    private Task<Sent<CallResource>> UpdateCallAsync(string operation, string callSid, TwilioForm form, CancellationToken cancellationToken) =>
        PostAsync(operation, RequestKind.Update, Path("Calls", callSid), form, CallResource.Read, cancellationToken);

    private Task<Sent<IReadOnlyList<CallResource>>> ListCallsAsync(RequestKind kind, ListCalls filter, CancellationToken cancellationToken)
    {
        var query = new TwilioForm()
            .Add("To", filter.To)
            .Add("From", filter.From)
            .Add("ParentCallSid", filter.ParentCallSid)
            .Add("Status", filter.Status)
            .Add("StartTime>", filter.StartedFrom) // With the "=" behind it this says "at or after".
            .Add("PageSize", filter.PageSize.ToString())
            .Query();
        return ListAsync("list calls", kind, "/Calls.json" + query, "calls", CallResource.Read, cancellationToken);
    }
}
