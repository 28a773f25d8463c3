using System.Diagnostics;
using RealFaults.Processes;

namespace RealFaults.Tests;

/// <summary>A process that ends although nobody ends it is never overlooked.</summary>
public sealed class ChildTests
{
    [Fact]
    public async Task A_process_that_ended_by_itself_is_known_for_it_after_it_was_killed_and_started_again()
    {
        using var child = new Child("child", start => start == 0 ? new ProcessStartInfo("dotnet", ["--version"]) : Waits(), () => Task.FromResult(false));
        child.Start();
        Assert.False(await child.IsUpAsync());
        child.Kill();
        child.Start();
        Assert.True(child.HasEndedByItself);
    }

    [Fact]
    public void A_process_that_was_killed_has_not_ended_by_itself()
    {
        using var child = new Child("child", _ => Waits(), () => Task.FromResult(true));
        child.Start();
        child.Kill();
        Assert.False(child.HasEndedByItself);
        child.Start();
        Assert.False(child.HasEndedByItself);
    }

    /// <summary>Reads until its input closes: no program of ours need be built for it.</summary>
    private static ProcessStartInfo Waits() => new("cat");
}
