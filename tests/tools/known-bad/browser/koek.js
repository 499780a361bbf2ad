document.cookie = "bezoeker=1";
localStorage.setItem("gezien", "ja");
sessionStorage.setItem("nu", "ja");
