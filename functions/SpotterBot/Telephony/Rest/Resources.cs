namespace SpotterBot.Telephony;

/// <summary>A call as Twilio describes it. What is not known yet, or came in no readable shape, is null. Times in UTC.</summary>
/// <param name="Sid"><c>CA</c> and 32 hexadecimal digits.</param>
/// <param name="Status">Where it is.</param>
/// <param name="To">The called number.</param>
/// <param name="From">The calling number.</param>
/// <param name="Direction"><c>inbound</c>, <c>outbound-api</c> or <c>outbound-dial</c>.</param>
/// <param name="ParentCallSid">The leg that dialled this one.</param>
/// <param name="AnsweredBy">The guess of answering machine detection.</param>
/// <param name="DateCreated">When Twilio took it.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="EndTime">When it ended.</param>
/// <param name="Duration">In seconds.</param>
/// <param name="QueueTime">How long it waited in Twilio's queue, in milliseconds.</param>
public sealed record CallResource(
    string Sid,
    CallStatus Status,
    string? To,
    string? From,
    string? Direction,
    string? ParentCallSid,
    string? AnsweredBy,
    DateTimeOffset? DateCreated,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    int? Duration,
    int? QueueTime)
{
    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => $"{Sid} {Status}";

    internal static CallResource? Read(JsonFields json) => json.Text("sid") is not { Length: > 0 } sid
        ? null
        : new CallResource(
            sid,
            Statuses.Call(json.Text("status")),
            json.Text("to"),
            json.Text("from"),
            json.Text("direction"),
            json.Text("parent_call_sid"),
            json.Text("answered_by"),
            json.Date("date_created"),
            json.Date("start_time"),
            json.Date("end_time"),
            json.Integer("duration"),
            json.Integer("queue_time"));
}

/// <summary>A text as Twilio describes it. What is not known yet, or came in no readable shape, is null. Times in UTC.</summary>
/// <param name="Sid"><c>SM</c> (or <c>MM</c>) and 32 hexadecimal digits.</param>
/// <param name="Status">Where it is.</param>
/// <param name="To">The receiving number.</param>
/// <param name="From">The sending number; null until a messaging service has chosen one.</param>
/// <param name="Body">The text; empty once redacted.</param>
/// <param name="Direction"><c>inbound</c>, <c>outbound-api</c> or <c>outbound-reply</c>.</param>
/// <param name="NumSegments">How many parts it was sent in.</param>
/// <param name="ErrorCode">Why it failed; <see cref="ProviderErrors.ForMessage"/> sorts it.</param>
/// <param name="MessagingServiceSid">The messaging service that sent it.</param>
/// <param name="DateCreated">When Twilio took it.</param>
/// <param name="DateSent">When it was sent.</param>
public sealed record MessageResource(
    string Sid,
    MessageStatus Status,
    string? To,
    string? From,
    string? Body,
    string? Direction,
    int? NumSegments,
    int? ErrorCode,
    string? MessagingServiceSid,
    DateTimeOffset? DateCreated,
    DateTimeOffset? DateSent)
{
    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => $"{Sid} {Status}";

    internal static MessageResource? Read(JsonFields json) => json.Text("sid") is not { Length: > 0 } sid
        ? null
        : new MessageResource(
            sid,
            Statuses.Message(json.Text("status")),
            json.Text("to"),
            json.Text("from"),
            json.Text("body"),
            json.Text("direction"),
            json.Integer("num_segments"),
            json.Integer("error_code"),
            json.Text("messaging_service_sid"),
            json.Date("date_created"),
            json.Date("date_sent"));
}

/// <summary>A conference room as Twilio describes it.</summary>
/// <param name="Sid"><c>CF</c> and 32 hexadecimal digits.</param>
/// <param name="FriendlyName">The name that TwiML gave it.</param>
/// <param name="Status">Where it is; with one participant it has not begun.</param>
/// <param name="ReasonConferenceEnded">Why it ended.</param>
/// <param name="DateCreated">When it was opened, in UTC.</param>
public sealed record ConferenceResource(
    string Sid, string? FriendlyName, ConferenceStatus Status, string? ReasonConferenceEnded, DateTimeOffset? DateCreated)
{
    internal static ConferenceResource? Read(JsonFields json) => json.Text("sid") is not { Length: > 0 } sid
        ? null
        : new ConferenceResource(
            sid,
            json.Text("friendly_name"),
            Statuses.Conference(json.Text("status")),
            json.Text("reason_conference_ended"),
            json.Date("date_created"));
}

/// <summary>A leg in a conference room. Only those still in it are listed.</summary>
/// <param name="CallSid">Its call.</param>
/// <param name="ConferenceSid">Its room.</param>
/// <param name="Label">The label that TwiML gave it.</param>
/// <param name="Muted">Whether it is muted.</param>
/// <param name="Hold">Whether it is on hold.</param>
/// <param name="StartConferenceOnEnter">Whether it may begin the conference.</param>
/// <param name="EndConferenceOnExit">Whether its leaving ends the conference.</param>
/// <param name="Status"><c>queued</c>, <c>connecting</c>, <c>ringing</c>, <c>connected</c>, <c>complete</c> or <c>failed</c>.</param>
public sealed record ParticipantResource(
    string CallSid,
    string? ConferenceSid,
    string? Label,
    bool? Muted,
    bool? Hold,
    bool? StartConferenceOnEnter,
    bool? EndConferenceOnExit,
    string? Status)
{
    internal static ParticipantResource? Read(JsonFields json) => json.Text("call_sid") is not { Length: > 0 } sid
        ? null
        : new ParticipantResource(
            sid,
            json.Text("conference_sid"),
            json.Text("label"),
            json.Boolean("muted"),
            json.Boolean("hold"),
            json.Boolean("start_conference_on_enter"),
            json.Boolean("end_conference_on_exit"),
            json.Text("status"));
}

/// <summary>What is left on the account; also the cheapest question that only valid credentials get answered.</summary>
/// <param name="Amount">The balance.</param>
/// <param name="Currency">ISO code, as <c>USD</c>.</param>
public sealed record BalanceResource(decimal? Amount, string? Currency)
{
    internal static BalanceResource? Read(JsonFields json) =>
        json.Decimal("balance") is { } amount ? new BalanceResource(amount, json.Text("currency")) : null;
}

/// <summary>A recording of a call.</summary>
/// <param name="Sid">Its SID.</param>
/// <param name="CallSid">The call it was made on.</param>
public sealed record RecordingResource(string Sid, string? CallSid)
{
    internal static RecordingResource? Read(JsonFields json) =>
        json.Text("sid") is { Length: > 0 } sid ? new RecordingResource(sid, json.Text("call_sid")) : null;
}
