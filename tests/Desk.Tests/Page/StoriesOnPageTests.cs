using Microsoft.Playwright;
using PhoneSimulator;
using PhoneSimulator.Stories;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>A story told at a click.</summary>
public sealed class StoriesOnPageTests(Browser browser)
{
    [Fact]
    public async Task A_story_is_told_at_a_click_with_captions_and_an_end_and_can_be_put_away()
    {
        var story = Bookshelf.Find("only-to-talk")!;
        var captions = new List<string>();
        Action<string> shown = captions.Add;
        await using var walk = await Walk.StartAsync(browser, new DeskOptions
        {
            // It stands still at every caption until the page has shown it.
            Stories = new StoryPaces { Between = 100, Spoken = 100, Shown = caption => shown(caption) },
        });
        shown = caption =>
        {
            captions.Add(caption);
            walk.Desk.Pace.SetByHand(0);
        };

        // On a phone one phone fits, and the page follows the story to the one that something happens on.
        await walk.Page.SetViewportSizeAsync(360, 780);
        var shelf = walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Stories" });
        var stage = walk.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Story", Exact = true });
        await Expect(shelf.GetByRole(AriaRole.Button)).ToHaveCountAsync(Bookshelf.All.Count);
        await shelf.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = story.Title }).ClickAsync();
        var pace = stage.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Story's pace" });
        foreach (var scene in story.Scenes)
        {
            await Expect(stage.GetByRole(AriaRole.Status)).ToHaveTextAsync(scene.Caption);
            if (scene.Caption == "They talk.")
            {
                await Expect(walk.Ana.Card).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Ratio = 0.5f });
            }

            await Expect(stage).ToContainTextAsync($"of {story.Scenes.Count}");
            await Expect(shelf).ToBeHiddenAsync();
            await Expect(pace).ToHaveAttributeAsync("aria-pressed", "false");
            await pace.ClickAsync();
        }

        await Expect(stage.GetByRole(AriaRole.Status)).ToHaveTextAsync(story.End, new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });
        await Expect(stage).ToContainTextAsync("The end");
        await Expect(shelf).ToBeVisibleAsync();
        await Expect(pace).ToBeHiddenAsync();
        await stage.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close the story" }).ClickAsync();
        await Expect(stage).ToBeHiddenAsync();

        // And one that is stopped.
        shown = captions.Add;
        await shelf.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Voicemail everywhere" }).ClickAsync();
        await Expect(walk.Ana.Card.Locator("summary")).ToContainTextAsync("voicemail");
        await stage.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop the story" }).ClickAsync();
        await Expect(stage).ToContainTextAsync("Stopped");
        await Expect(walk.Ana.Card.Locator("summary")).ToContainTextAsync("by hand");
        walk.NothingAmiss();
    }
}
