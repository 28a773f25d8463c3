namespace PhoneSimulator.Stories;

/// <summary>How fast stories are told.</summary>
public sealed record StoryPaces
{
    /// <summary>Desk seconds per real second while nothing is said.</summary>
    public double Between { get; init; } = 10;

    /// <summary>The same while something is said, or to be read.</summary>
    public double Spoken { get; init; } = 1;

    /// <summary>Told of every caption before its scene begins.</summary>
    public Action<string> Shown { get; init; } = _ => { };
}
