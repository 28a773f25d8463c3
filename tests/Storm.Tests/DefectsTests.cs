using Storm.Defects;

namespace Storm.Tests;

/// <summary>The storm can fail: each deliberate defect is found within a few seeds.</summary>
public sealed class DefectsTests
{
    private const int SeedsAtMost = 40;

    public static TheoryData<string> Names => [.. AllDefects.List.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_defect_is_found(string name)
    {
        var defect = AllDefects.Named(name)!;
        for (var seed = 1; seed <= SeedsAtMost; seed++)
        {
            if (World.RunSeed(seed, defect).Violations.Count > 0)
            {
                return;
            }
        }

        Assert.Fail($"{SeedsAtMost} seeds did not find {name}: {defect.Summary}");
    }
}
