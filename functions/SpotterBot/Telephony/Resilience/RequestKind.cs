namespace SpotterBot.Telephony;

/// <summary>What repeating a request would do, which decides how it is sent.</summary>
public enum RequestKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes nothing, and someone's call hangs on it (looking for an ambiguous create): no breaker stands in its way.</summary>
    UrgentRead,

    /// <summary>Done twice it is the same as once: redirect, complete, redact, delete. No breaker, because it is about a call that is going on.</summary>
    Update,

    /// <summary>Done twice it rings or texts someone twice: repeated only where it was certainly not processed.</summary>
    Create,

    /// <summary>A create for EMS or the ladder, with a pipeline of its own that no ordinary traffic can shut.</summary>
    UrgentCreate,

    /// <summary>A create that nobody waits for: tried once, behind a breaker of its own, so that its failing holds up nothing else.</summary>
    SpareCreate,
}

internal static class RequestKinds
{
    private static readonly HttpRequestOptionsKey<RequestKind> Key = new("SpotterBot.RequestKind");

    /// <summary>Whether something is made by it.</summary>
    public static bool Creates(this RequestKind kind) => kind is RequestKind.Create or RequestKind.UrgentCreate or RequestKind.SpareCreate;

    public static void SetKind(this HttpRequestMessage request, RequestKind kind) => request.Options.Set(Key, kind);

    /// <summary>A request that nobody marked is taken for the kind that is repeated least.</summary>
    public static RequestKind GetKind(this HttpRequestMessage request) => request.Options.TryGetValue(Key, out var kind) ? kind : RequestKind.Create;
}
