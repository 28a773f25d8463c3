using Fuzz.Engine;
using Fuzz.Targets.Door;

namespace Fuzz.Targets;

public static class AllTargets
{
    /// <summary>Each, with the inputs it is given in every run of the tests.</summary>
    public static readonly IReadOnlyList<(Func<ITarget> Make, int InTests)> All =
    [
        (() => new CommandTarget(), 20_000),
        (() => new NumberTarget(), 20_000),
        (() => new PlaceTarget(), 4_000),
        (() => new SettingsTarget(), 400),
        (() => new TwimlTarget(), 3_000),
        (() => new CodecTarget(), 1_000),
        (() => new TwilioTarget(), 300),
        (() => new TablesTarget(), 1_000),
        (() => new HostTarget(), 100),
        (() => new SignedTarget(), 12),
        (() => new ForgedTarget(), 20),
    ];
}
