using PhoneCompany.Voice;

namespace PhoneCompany.Messages;

/// <summary>
/// One text. Statuses are Twilio's: accepted, scheduled, queued, sending, sent, delivered, undelivered, failed, canceled, received.
/// </summary>
public sealed class Message
{
    private readonly PhoneNetwork _network;
    private readonly List<StatusChange> _history = [];

    internal Message(PhoneNetwork network, string direction, string? from, string to, string body, string status)
    {
        _network = network;
        Sid = network.NextSid("SM");
        Direction = direction;
        From = from;
        To = to;
        Body = body;
        Segments = SmsSegments.Count(body);
        CreatedUtc = network.Board.Now;
        Become(status);
    }

    /// <summary><c>SM</c> and 32 hex digits.</summary>
    public string Sid { get; }

    /// <summary>inbound, outbound-api or outbound-reply.</summary>
    public string Direction { get; }

    /// <summary>Null until a Messaging Service has picked its sender.</summary>
    public string? From { get; internal set; }

    public string To { get; }

    /// <summary>Empty once redacted.</summary>
    public string Body { get; internal set; }

    public int Segments { get; }

    public string Status { get; private set; } = "";

    public int? ErrorCode { get; internal set; }

    public string? MessagingServiceSid { get; init; }

    public DateTimeOffset CreatedUtc { get; }

    public DateTimeOffset UpdatedUtc { get; internal set; }

    public DateTimeOffset? SentUtc { get; internal set; }

    public bool IsRedacted { get; internal set; }

    /// <summary>Every status it has had, oldest first.</summary>
    public IReadOnlyList<StatusChange> History => _network.Board.Enter(() => _history.ToList());

    /// <summary>Where its changes of status are reported.</summary>
    public string? StatusCallback { get; init; }

    internal TimeSpan ValidityPeriod { get; init; } = TimeSpan.FromHours(10);

    internal void Become(string status)
    {
        Status = status;
        UpdatedUtc = _network.Board.Now;
        _history.Add(new StatusChange(UpdatedUtc, status));
    }
}
