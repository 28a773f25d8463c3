using PhoneSimulator;

namespace DeskTests;

/// <summary>A desk is stopped, and another is started on the same folder.</summary>
public sealed class DeskLifeTests
{
    [Fact]
    public async Task A_second_desk_on_the_same_folder_goes_on_with_the_sessions_of_the_first()
    {
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var options = new DeskOptions { Port = 0, DataFolder = folder };
        DateTimeOffset stopped;
        await using (var first = await Desk.StartAsync(options))
        {
            await TextAsync(first, "SPOT 2 at 12 Main St, Hamilton", "I'm with you");
            first.Clock.Speed = 50;
            await UntilAsync(() => Got(first, "Still with me"));
            stopped = first.Clock.GetUtcNow();
        }

        await using (var second = await Desk.StartAsync(options))
        {
            Assert.True(second.Clock.GetUtcNow() >= stopped, "The clock ran backwards.");
            await TextAsync(second, "1", "Thanks");
            second.Clock.Speed = 50;
            await UntilAsync(() => Got(second, "Still with me"));
            Assert.Empty(second.Network.Violations);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task TextAsync(Desk desk, string body, string reply)
    {
        desk.Clock.Speed = 5;
        await Task.Delay(TimeSpan.FromSeconds(5), desk.Clock, TestContext.Current.CancellationToken);
        desk.Network.Phone(Cast.Caller.Number).Texts(body, Cast.Line);
        await UntilAsync(() => Got(desk, reply));
    }

    private static bool Got(Desk desk, string words) =>
        desk.Network.Phone(Cast.Caller.Number).Inbox.Any(t => t.Body.Contains(words, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!done())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
