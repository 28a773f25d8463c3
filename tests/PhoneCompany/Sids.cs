namespace PhoneCompany;

/// <summary>Identifiers in Twilio's shape (two letters, 32 hex digits), the same for the same seed.</summary>
internal sealed class Sids(int seed)
{
#pragma warning disable CA5394 // Repeatable is the point; nothing is protected by these.
    private readonly Random _random = new(seed);

    public string Next(string prefix)
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return prefix + Convert.ToHexStringLower(bytes);
    }

    /// <summary>A fraction of one, for jitter.</summary>
    public double Fraction() => _random.NextDouble();
#pragma warning restore CA5394
}
