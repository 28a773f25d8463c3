namespace Storm.Tests;

public sealed class CommandTests
{
    [Fact]
    public void Twelve_defects_and_more_are_known_by_different_names()
    {
        Assert.True(Defects.AllDefects.List.Count >= 12);
        Assert.Equal(Defects.AllDefects.List.Count, Defects.AllDefects.List.Select(d => d.Name).Distinct().Count());
    }
}
