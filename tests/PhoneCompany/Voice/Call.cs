using System.Net;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <summary>One status a call has had.</summary>
public sealed record StatusChange(DateTimeOffset Utc, string Status);

/// <summary>
/// One leg: the company on one side, one phone on the other. Statuses are Twilio's: queued, initiated (webhooks only), ringing,
/// in-progress, completed, busy, failed, no-answer, canceled.
/// </summary>
public sealed class Call
{
    private readonly List<StatusChange> _history = [];

    internal Call(PhoneNetwork network, string from, string to, string direction, Handset phone)
    {
        Network = network;
        Sid = network.NextSid("CA");
        From = from;
        To = to;
        Direction = direction;
        Phone = phone;
        Box = new Mailbox(network.Board);
        CreatedUtc = UpdatedUtc = network.Board.Now;
        Become(direction == Directions.Inbound ? "ringing" : "queued");
    }

    public string Sid { get; }

    public string From { get; }

    public string To { get; }

    /// <summary>inbound, outbound-api or outbound-dial.</summary>
    public string Direction { get; }

    public string Status { get; private set; } = "";

    /// <summary>The leg whose Dial placed this one.</summary>
    public string? ParentCallSid => Parent?.Sid;

    /// <summary>human, machine_start, machine_end_beep, machine_end_silence, machine_end_other, fax, unknown; null when not asked.</summary>
    public string? AnsweredBy { get; internal set; }

    public DateTimeOffset CreatedUtc { get; }

    public DateTimeOffset UpdatedUtc { get; internal set; }

    /// <summary>When it left the queue.</summary>
    public DateTimeOffset? StartedUtc { get; internal set; }

    public DateTimeOffset? AnsweredUtc { get; internal set; }

    public DateTimeOffset? EndedUtc { get; internal set; }

    /// <summary>Whole seconds from answer to end, at least 1; 0 when never answered.</summary>
    public int DurationSeconds => AnsweredUtc is { } answered && EndedUtc is { } ended
        ? Math.Max(1, (int)Math.Round((ended - answered).TotalSeconds, MidpointRounding.AwayFromZero))
        : 0;

    /// <summary>487 when it rang out, 404 when there is no such number, 486 busy, 200 otherwise; null while live.</summary>
    public int? SipResponseCode { get; internal set; }

    public bool IsOver => EndedUtc is not null;

    /// <summary>The phone on the other side.</summary>
    public Handset Phone { get; }

    /// <summary>Where its changes of status are reported.</summary>
    public string? StatusCallback => Plan.StatusCallback;

    /// <summary>The conference this leg is in now.</summary>
    public string? ConferenceName => Seat?.Room.FriendlyName;

    /// <summary>Every status it has had, oldest first.</summary>
    public IReadOnlyList<StatusChange> History => Network.Board.Enter(() => _history.ToList());

    internal PhoneNetwork Network { get; }

    internal Mailbox Box { get; }

    internal CookieContainer Cookies { get; } = new();

    internal Call? Parent { get; init; }

    /// <summary>Legs that this leg's running Dial placed.</summary>
    internal List<Call> Children { get; } = [];

    internal Call? Bridged { get; set; }

    internal Seat? Seat { get; set; }

    /// <summary>What is running its document; null before the first and while a child leg is bridged.</summary>
    internal Interpreter? Script { get; set; }

    /// <summary>Whether any document has been started, so that a late machine verdict does not start the first one again.</summary>
    internal bool HasRun { get; set; }

    internal CallPlan Plan { get; set; } = new();

    internal DocumentRequest? Fallback { get; set; }

    internal int NextSequence { get; set; }

    /// <summary>Whether the person has been asked to pick up and has not yet been told otherwise.</summary>
    internal bool IsOffered { get; set; }

    internal Switchboard.Alarm? RingOut { get; set; }

    internal Switchboard.Alarm? TooLong { get; set; }

    internal bool IsAnswered => AnsweredUtc is not null;

    internal void Become(string status)
    {
        Status = status;
        UpdatedUtc = Network.Board.Now;
        _history.Add(new StatusChange(UpdatedUtc, status));
        Network.CallChanged?.Invoke(this);
        Network.Note(Phone.Number, "call", $"{Direction} {From} to {To}: {status} ({Sid})");
    }
}

internal static class Directions
{
    public const string Inbound = "inbound";
    public const string OutboundApi = "outbound-api";
    public const string OutboundDial = "outbound-dial";
}

/// <summary>What was asked of a leg when it was placed.</summary>
internal sealed class CallPlan
{
    public DocumentRequest? Document { get; set; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan? TimeLimit { get; set; }

    public string? StatusCallback { get; set; }

    public string StatusCallbackMethod { get; set; } = "POST";

    public IReadOnlyCollection<string> StatusEvents { get; init; } = ["completed"];

    public string? SendDigits { get; init; }

    public AmdPlan? Amd { get; init; }

    public string? CallerName { get; init; }

    public string? ForwardedFrom { get; init; }

    /// <summary>Runs inside the switchboard when the other side picks up, in place of fetching a document.</summary>
    public Action<Call>? OnAnswered { get; init; }
}

/// <summary>Answering-machine detection as asked for.</summary>
/// <param name="Mode">Enable or DetectMessageEnd.</param>
internal sealed record AmdPlan(string Mode, bool Async, string? Callback, string CallbackMethod, TimeSpan Timeout);

/// <summary>Where a document comes from: a URL to request, or TwiML given inline.</summary>
internal sealed record DocumentRequest(string? Url, string Method, string? Inline = null)
{
    /// <summary>What the verb adds to the parameters every request carries.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extra { get; init; } = [];
}
