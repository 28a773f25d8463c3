using System.Collections;

namespace SpotterBot.Observability;

/// <summary>
/// What the code is about right now, in ids and nothing else. It travels with the flow of the code, and stands as a scope on every line that
/// is logged meanwhile. Whoever narrows it down changes nothing for those they were called by.
/// </summary>
public sealed record Subject : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const int IdCharactersMost = 64;

    private static readonly AsyncLocal<Subject?> Flowing = new();
    private static readonly Subject Nothing = new();

    public static Subject Current => Flowing.Value ?? Nothing;

    /// <summary>What the Functions host calls the invocation.</summary>
    public string? InvocationId { get; init; }

    public string? SessionId { get; init; }

    /// <summary>At the phone company.</summary>
    public string? CallSid { get; init; }

    /// <summary>At the phone company.</summary>
    public string? MessageSid { get; init; }

    /// <summary>Within the session.</summary>
    public string? Attempt { get; init; }

    public int Count => Ids().Count();

    public KeyValuePair<string, object?> this[int index] => Ids().ElementAt(index);

    /// <summary>The text where it can be an id; null for whatever else a stranger put in its place.</summary>
    public static string? Id(string? text) =>
        text is { Length: > 0 and <= IdCharactersMost } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : null;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Ids().GetEnumerator();

    public override string ToString() => string.Join(' ', Ids().Select(id => $"{id.Key}={id.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>From here on, in what is called until this is disposed.</summary>
    internal static IDisposable Enter(ILogger log, Subject subject)
    {
        var entered = new Entered(Flowing.Value, log.BeginScope(subject));
        Flowing.Value = subject;
        return entered;
    }

    private IEnumerable<KeyValuePair<string, object?>> Ids()
    {
        (string Name, string? Id)[] all =
            [(nameof(InvocationId), InvocationId), (nameof(SessionId), SessionId), (nameof(CallSid), CallSid), (nameof(MessageSid), MessageSid), (nameof(Attempt), Attempt)];
        return all.Where(id => id.Id is not null).Select(id => KeyValuePair.Create(id.Name, (object?)id.Id));
    }

    private sealed class Entered(Subject? before, IDisposable? scope) : IDisposable
    {
        public void Dispose()
        {
            Flowing.Value = before;
            scope?.Dispose();
        }
    }
}

internal static class Subjects
{
    /// <summary>What follows is about <paramref name="subject"/>: its ids stand on every line until this is disposed.</summary>
    public static IDisposable About(this ILogger log, Subject subject) => Subject.Enter(log, subject);
}
