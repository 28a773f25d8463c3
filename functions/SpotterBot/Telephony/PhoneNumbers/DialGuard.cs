namespace SpotterBot.Telephony;

/// <summary>Why a number is not called or texted.</summary>
public enum DialRefusal
{
    /// <summary>911, 112, 999 or 933 in some spelling.</summary>
    EmergencyNumber,

    /// <summary>One of the service's own numbers: it would talk to itself.</summary>
    OwnNumber,

    /// <summary>Not a whole number in E.164: a word, a short code, a client or SIP address, nothing at all.</summary>
    NotE164,

    /// <summary>Shaped like a number, but a word in digits that stands for a withheld one.</summary>
    Withheld,
}

/// <summary>
/// The one place that every number passes before a call or a text goes to it. The client asks it itself, and the TwiML noun takes only
/// a <see cref="DialableNumber"/>, so that no way leads round it.
/// </summary>
public sealed class DialGuard
{
    private readonly HashSet<string> _own;

    /// <param name="ownNumbers">The service's own numbers, in any spelling that <see cref="E164.Normalise"/> reads.</param>
    public DialGuard(params IEnumerable<string?> ownNumbers)
    {
        ArgumentNullException.ThrowIfNull(ownNumbers);
        _own = new HashSet<string>(ownNumbers.Select(number => E164.Normalise(number, northAmericaByDefault: true)).OfType<string>(), StringComparer.Ordinal);
    }

    /// <summary>Why this number is refused, or null where it may be dialled. Numbers are expected in E.164; nothing is repaired here.</summary>
    public DialRefusal? Refuses(string? number)
    {
        if (PhoneNumbers.IsEmergencyNumber(number)) return DialRefusal.EmergencyNumber;
        if (!E164.IsValid(number)) return DialRefusal.NotE164;
        if (_own.Contains(number!)) return DialRefusal.OwnNumber;
        if (!PhoneNumbers.Callable(number)) return DialRefusal.Withheld;

        return null;
    }

    /// <summary>The number as one that may be dialled; or false and why not.</summary>
    public bool TryAdmit(string? number, out DialableNumber dialable, out DialRefusal? refusal) =>
        DialableNumber.TryAdmit(this, number, out dialable, out refusal);
}

/// <summary>A number in E.164 that a <see cref="DialGuard"/> has let pass. There is no other way to one.</summary>
public readonly struct DialableNumber : IEquatable<DialableNumber>
{
    private readonly string? _e164;

    private DialableNumber(string e164) => _e164 = e164;

    /// <summary>The number in E.164.</summary>
    /// <exception cref="InvalidOperationException">This is a default value, which no guard has seen.</exception>
    public string E164 => _e164 ?? throw new InvalidOperationException("This number passed no guard.");

    internal static bool TryAdmit(DialGuard guard, string? number, out DialableNumber dialable, out DialRefusal? refusal)
    {
        refusal = guard.Refuses(number);
        dialable = refusal is null ? new DialableNumber(number!) : default;
        return refusal is null;
    }

    /// <inheritdoc/>
    public bool Equals(DialableNumber other) => string.Equals(_e164, other._e164, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DialableNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _e164 is null ? 0 : StringComparer.Ordinal.GetHashCode(_e164);

    /// <summary>Never the number: this text ends up in logs.</summary>
    public override string ToString() => "(a number)";

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(DialableNumber left, DialableNumber right) => left.Equals(right);

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(DialableNumber left, DialableNumber right) => !left.Equals(right);
}
