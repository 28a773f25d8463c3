using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace SpotterBot.People;

/// <summary>What is kept about one phone, under the HMAC of its number.</summary>
public sealed record Person
{
    public string Language { get; init; } = "en";

    public TextChannel Texts { get; init; }

    /// <summary>Sessions and cases this phone has a part in now.</summary>
    public IReadOnlyList<PhoneLink> Links { get; init; } = [];

    /// <summary>Places the caller saved, by their own word for it.</summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Texts answered outside any session, newest last, with what they were answered with.</summary>
    public IReadOnlyList<AnsweredText> Recent { get; init; } = [];

    /// <summary>Texts in a row that said nothing we know: an auto-responder is not answered for ever.</summary>
    public int NotUnderstood { get; init; }

    public IEnumerable<PhoneLink> OwnSessions => Links.Where(l => l.Who.Kind == PartyKind.Caller);

    /// <summary>Nothing that anybody chose to keep.</summary>
    public bool IsBlank => Links.Count == 0 && Places.Count == 0 && Texts == TextChannel.Works && Recent.Count == 0;
}

/// <param name="Letter">What a text about it carries, unique on this phone.</param>
public sealed record PhoneLink(string SessionId, Party Who, char Letter);

/// <param name="Reply">The words it was answered with; empty for none.</param>
public sealed record AnsweredText(string MessageSid, string Reply);
