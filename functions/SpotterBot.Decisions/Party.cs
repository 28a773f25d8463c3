namespace SpotterBot.Decisions;

public enum PartyKind
{
    Caller,

    /// <summary>Someone the caller named to be reached first.</summary>
    Chosen,
    Peer,
    Coordinator,
    Ems,
}

/// <summary>A person or desk by role. <paramref name="Id"/> is a roster id, the index of a dispatch line, or empty: never a phone number.</summary>
public readonly record struct Party(PartyKind Kind, string Id = "")
{
    public static readonly Party Caller = new(PartyKind.Caller);
    public static readonly Party Chosen = new(PartyKind.Chosen);

    public static Party Peer(string id) => new(PartyKind.Peer, id);

    public static Party Coordinator(string id) => new(PartyKind.Coordinator, id);

    /// <summary><paramref name="line"/>: 0 is the area's dispatch line, 1 its backup.</summary>
    public static Party Ems(int line) => new(PartyKind.Ems, line == 0 ? "0" : "1");

    /// <summary>Somebody who can take a case: they accept by key or text, and are then in charge.</summary>
    public bool CanTakeCase => Kind is PartyKind.Chosen or PartyKind.Peer or PartyKind.Coordinator;

    public override string ToString() => Id.Length == 0 ? $"{Kind}" : $"{Kind}:{Id}";
}

/// <summary>A case's letter on somebody's phone is known only when the text goes out.</summary>
public static class CaseLetter
{
    /// <summary>Stands in a line's arguments for the letter.</summary>
    public const string Placeholder = "{letter}";
}
