using System.Text.RegularExpressions;
using PhoneCompany.Messages;

namespace PhoneCompany.People;

/// <content>Texts to and from this phone.</content>
public sealed partial class Handset
{
    private readonly List<ReceivedText> _inbox = [];
    private readonly List<(Regex Pattern, string Reply, TimeSpan After)> _textReplies = [];

    /// <summary>Texts that arrived, oldest first.</summary>
    public IReadOnlyList<ReceivedText> Inbox => _network.Board.Enter(() => _inbox.ToList());

    /// <summary>A landline: texts are taken and come back undelivered, 30006.</summary>
    public bool IsLandline { get; set; }

    /// <summary>A landline of the kind that is refused at once, 21614.</summary>
    public bool RefusesTextsAtOnce { get; set; }

    /// <summary>Switched off or out of reach: texts come back undelivered, 30003.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>Any other error code that texts to this phone end with.</summary>
    public int? TextErrorCode { get; set; }

    /// <summary>False: the carrier says nothing after "sent".</summary>
    public bool ReportsDelivery { get; set; } = true;

    /// <summary>From the carrier taking a text to its arrival here; null for the network's usual.</summary>
    public TimeSpan? CarrierDelay { get; set; }

    /// <summary>How many more times each text arrives.</summary>
    public int DuplicatesOfTexts { get; set; }

    /// <summary>Told of every text that arrives.</summary>
    public Action<ReceivedText>? Gets { get; set; }

    /// <summary>Whether a stop word from this phone now blocks texts from any number of the service.</summary>
    public bool HasOptedOut => _network.Board.Enter(() => _network.Options.Numbers.Any(number => _network.Post.IsOptedOut(number.Number, Number)));

    internal int? TextFault => TextErrorCode ?? (IsLandline ? 30006 : IsUnreachable ? 30003 : null);

    /// <summary>Texts a number of the service (the first that can take texts, unless given).</summary>
    /// <param name="delay">Until the company has it; with different delays texts overtake each other.</param>
    public void Texts(string body, string? to = null, TimeSpan delay = default) => _network.Board.Enter(() =>
    {
        ArgumentException.ThrowIfNullOrEmpty(body);
        var number = to is null
            ? _network.Options.Numbers.First(owned => owned.CanText)
            : _network.Owned(to) ?? throw new ArgumentException($"{to} is not a number of the service.", nameof(to));
        _network.Note(Number, "text-out", body);
        if (delay > TimeSpan.Zero)
        {
            _network.Board.After(delay, () => _network.Post.Receive(this, number, body));
        }
        else
        {
            _network.Post.Receive(this, number, body);
        }
    });

    /// <summary>From now on answers texts that match (a regular expression, case ignored) with this one.</summary>
    public void RepliesToTexts(string pattern, string reply, TimeSpan after) => _network.Board.Enter(() =>
        _textReplies.Add((
            new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), reply, after)));

    internal void Receives(ReceivedText text)
    {
        _inbox.Add(text);
        _network.Note(Number, "text-in", text.Body);
        Gets?.Invoke(text);
        if (_textReplies.FirstOrDefault(rule => rule.Pattern.IsMatch(text.Body)) is { Pattern: not null } reply)
        {
            _network.Board.After(reply.After, () => Texts(reply.Reply, text.From));
        }
    }
}
