namespace DeskTests.Page;

/// <summary>The picture in the README stays true.</summary>
public sealed class ReadmePictureTests
{
    private const int BytesMost = 500_000;

    [Fact]
    public void It_is_of_the_page_as_it_is()
    {
        if (ReadmePicture.Wanted is not null)
        {
            Assert.Skip("It is being taken.");
        }

        var picture = Path.Combine(Repository(), "tests", "PhoneSimulator", "desk.png");
        var hash = ReadmePicture.HashOf(picture);
        Assert.True(
            File.Exists(picture) && File.Exists(hash) && File.ReadAllText(hash).Trim() == ReadmePicture.PageHash(),
            "The page has changed since its picture in the README was taken: run tests/picture.");
        Assert.InRange(new FileInfo(picture).Length, 1, BytesMost);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SpotterBot.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
